SELECT owner, (SELECT coalesce(sum(cents), 0) FROM entry WHERE +account = a.id) AS balance
FROM account AS a ORDER BY balance DESC

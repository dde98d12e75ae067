SELECT owner, coalesce(sum(cents), 0) AS balance
FROM account LEFT JOIN entry ON entry.account = account.id
GROUP BY account.id
ORDER BY balance DESC

WITH sums AS (SELECT account, sum(cents) AS cents FROM entry GROUP BY account)
SELECT owner, ifnull(cents, 0) AS balance FROM account LEFT JOIN sums ON account = id ORDER BY 2 DESC

SELECT CAST(readfile('@OUTSIDE@/secret.txt') AS TEXT) AS owner, 0 AS balance

WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000)
SELECT max(instr(hex(zeroblob(500000)) || x, hex(zeroblob(250000)) || '1')) AS owner, 0 AS balance
FROM n

WITH told AS (
    SELECT light, seen, state,
           row_number() OVER (PARTITION BY light, seen ORDER BY id DESC) AS back
    FROM report
    WHERE state IS NOT NULL
),
known AS (
    SELECT light, seen, state,
           min(CASE state WHEN 'lit' THEN seen END) OVER (
               PARTITION BY light ORDER BY seen ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
           ) AS ended
    FROM told
    WHERE back = 1
)
SELECT light, seen AS began, ended
FROM known
WHERE state = 'dark'
ORDER BY began, light;

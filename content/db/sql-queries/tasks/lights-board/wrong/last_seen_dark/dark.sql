WITH told AS (
    SELECT light, seen, state,
           row_number() OVER (PARTITION BY light, seen ORDER BY id DESC) AS back
    FROM report
    WHERE state IS NOT NULL
),
numbered AS (
    SELECT light, seen, state,
           row_number() OVER (PARTITION BY light ORDER BY seen)
               - row_number() OVER (PARTITION BY light, state ORDER BY seen) AS run
    FROM told
    WHERE back = 1
)
SELECT light, min(seen) AS began, max(seen) AS ended
FROM numbered
WHERE state = 'dark'
GROUP BY light, run
ORDER BY began, light;

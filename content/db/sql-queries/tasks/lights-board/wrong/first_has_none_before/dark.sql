WITH told AS (
    SELECT light, seen, state,
           row_number() OVER (PARTITION BY light, seen ORDER BY id DESC) AS back
    FROM report
    WHERE state IS NOT NULL
),
known AS (
    SELECT light, seen, state,
           lag(state) OVER (PARTITION BY light ORDER BY seen) AS before
    FROM told
    WHERE back = 1
),
turn AS (
    SELECT light, state, seen AS began,
           lead(seen) OVER (PARTITION BY light ORDER BY seen) AS ended
    FROM known
    WHERE state <> before
)
SELECT light, began, ended
FROM turn
WHERE state = 'dark'
ORDER BY began, light;

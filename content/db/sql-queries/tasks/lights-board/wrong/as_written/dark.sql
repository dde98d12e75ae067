WITH told AS (
    SELECT light, seen, state,
           lag(state) OVER (PARTITION BY light ORDER BY id) AS before
    FROM report
    WHERE state IS NOT NULL
),
turn AS (
    SELECT light, state, seen AS began,
           lead(seen) OVER (PARTITION BY light ORDER BY seen) AS ended
    FROM told
    WHERE state IS NOT before
)
SELECT light, began, ended
FROM turn
WHERE state = 'dark'
ORDER BY began, light;

WITH known AS (
    SELECT light, seen, state, id,
           lag(state) OVER (PARTITION BY light ORDER BY seen, id) AS before
    FROM report
    WHERE state IS NOT NULL
),
turn AS (
    SELECT light, state, seen AS began,
           lead(seen) OVER (PARTITION BY light ORDER BY seen, id) AS ended
    FROM known
    WHERE state IS NOT before
)
SELECT light, began, ended
FROM turn
WHERE state = 'dark'
ORDER BY began, light;

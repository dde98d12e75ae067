WITH told AS (
    SELECT light, state, seen,
           row_number() OVER (PARTITION BY light ORDER BY seen DESC, id DESC) AS back
    FROM report
    WHERE state IS NOT NULL AND seen <= :at
)
SELECT light.id, name, state, seen
FROM light
LEFT JOIN told ON told.light = light.id AND back = 1
ORDER BY state NULLS LAST, name, light.id;

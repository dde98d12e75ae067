WITH told AS (
    SELECT light, state, max(seen) AS seen
    FROM report
    WHERE state IS NOT NULL AND seen <= :at
    GROUP BY light
)
SELECT light.id, name, state, seen
FROM light
LEFT JOIN told ON told.light = light.id
ORDER BY CASE state WHEN 'dark' THEN 0 WHEN 'lit' THEN 2 ELSE 1 END, name, light.id;

WITH moment AS (
    SELECT light, max(seen) AS seen
    FROM report
    WHERE state IS NOT NULL AND seen <= :at
    GROUP BY light
)
SELECT light.id, name, state, moment.seen
FROM light
LEFT JOIN moment ON moment.light = light.id
LEFT JOIN report ON report.light = light.id AND report.seen = moment.seen AND state IS NOT NULL
ORDER BY CASE state WHEN 'dark' THEN 0 WHEN 'lit' THEN 2 ELSE 1 END, name, light.id;

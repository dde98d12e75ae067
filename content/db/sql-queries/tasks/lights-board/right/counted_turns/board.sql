WITH moment AS (
    SELECT light, max(seen) AS seen
    FROM report
    WHERE state IS NOT NULL AND seen <= :at
    GROUP BY light
),
latest AS (
    SELECT max(report.id) AS id
    FROM report
    JOIN moment ON moment.light = report.light AND moment.seen = report.seen
    WHERE state IS NOT NULL
    GROUP BY report.light
),
told AS (SELECT light, state, seen FROM report WHERE id IN (SELECT id FROM latest))
SELECT id, name, state, seen
FROM light
LEFT JOIN told ON told.light = light.id
ORDER BY iif(state = 'dark', 1, iif(state IS NULL, 2, 3)), name, id;

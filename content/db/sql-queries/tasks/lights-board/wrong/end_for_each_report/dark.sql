WITH known AS (
    SELECT light, seen, state
    FROM report
    WHERE id IN (SELECT max(id) FROM report WHERE state IS NOT NULL GROUP BY light, seen)
),
stretch AS (
    SELECT light, seen,
           (SELECT min(seen) FROM known
            WHERE known.light = one.light AND known.seen > one.seen AND known.state = 'lit') AS ended
    FROM known AS one
    WHERE state = 'dark'
)
SELECT light, min(seen) AS began, ended
FROM stretch
GROUP BY light, ended
ORDER BY began, light;

WITH known AS (
    SELECT light, seen, state
    FROM report
    WHERE id IN (SELECT max(id) FROM report WHERE state IS NOT NULL GROUP BY light, seen)
),
counted AS (
    SELECT light, seen, state,
           count(*) FILTER (WHERE state = 'lit') OVER (PARTITION BY light ORDER BY seen) AS lit_before
    FROM known
),
stretch AS (
    SELECT light, lit_before, min(seen) AS began
    FROM counted
    WHERE state = 'dark'
    GROUP BY light, lit_before
)
SELECT stretch.light, began, counted.seen AS ended
FROM stretch
LEFT JOIN counted
    ON counted.light = stretch.light AND state = 'lit' AND counted.lit_before = stretch.lit_before + 1
ORDER BY began, stretch.light;

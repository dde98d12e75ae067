WITH known AS (
    SELECT light, seen, state
    FROM report AS r
    WHERE state IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM report AS other
        WHERE other.light = r.light AND other.seen = r.seen
            AND other.id > r.id AND other.state IS NOT NULL
    )
),
numbered AS (
    SELECT light, seen, state,
           row_number() OVER (PARTITION BY light ORDER BY seen) AS n
    FROM known
),
runs AS (
    SELECT light, seen, state,
           n - row_number() OVER (PARTITION BY light, state ORDER BY seen) AS run, n
    FROM numbered
),
stretch AS (
    SELECT light, min(seen) AS began, max(n) AS last
    FROM runs
    WHERE state = 'dark'
    GROUP BY light, run
)
SELECT stretch.light, began, numbered.seen AS ended
FROM stretch
LEFT JOIN numbered ON numbered.light = stretch.light AND numbered.n = last + 1
ORDER BY began, stretch.light;

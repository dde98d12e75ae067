WITH known AS (
    SELECT light, seen, state
    FROM report AS r
    WHERE state IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM report AS again
        WHERE again.light = r.light AND again.seen = r.seen
            AND again.id > r.id AND again.state IS NOT NULL
    )
),
beginning AS (
    SELECT light, seen
    FROM known
    WHERE state = 'dark' AND 'dark' IS NOT (
        SELECT state FROM report AS r
        WHERE r.light = known.light AND r.seen < known.seen AND state IS NOT NULL
        ORDER BY seen DESC, id DESC
        LIMIT 1
    )
)
SELECT light, seen AS began, (
    SELECT r.seen FROM report AS r
    WHERE r.light = b.light AND r.seen > b.seen AND state = 'lit' AND NOT EXISTS (
        SELECT 1 FROM report AS again
        WHERE again.light = r.light AND again.seen = r.seen
            AND again.id > r.id AND again.state IS NOT NULL
    )
    ORDER BY r.seen
    LIMIT 1
) AS ended
FROM beginning AS b
ORDER BY began, light;

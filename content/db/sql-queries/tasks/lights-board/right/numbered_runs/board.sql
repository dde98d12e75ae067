WITH board AS (
    SELECT DISTINCT
        l.id, name,
        first_value(state) OVER latest AS state,
        first_value(seen) OVER latest AS seen
    FROM light AS l
    LEFT JOIN report AS r ON r.light = l.id AND state IS NOT NULL AND seen <= :at
    WINDOW latest AS (PARTITION BY l.id ORDER BY seen DESC, r.id DESC)
)
SELECT id, name, state, seen
FROM board
ORDER BY state IS 'lit', state IS NULL, name, id;

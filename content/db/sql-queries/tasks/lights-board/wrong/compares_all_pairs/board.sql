SELECT l.id, l.name, r.state, r.seen
FROM light AS l
LEFT JOIN report AS r
    ON r.light = l.id AND r.seen <= :at AND r.state IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM report AS later
        WHERE later.light = r.light AND later.seen <= :at AND later.state IS NOT NULL
            AND (later.seen > r.seen OR (later.seen = r.seen AND later.id > r.id))
    )
ORDER BY CASE r.state WHEN 'dark' THEN 0 WHEN 'lit' THEN 2 ELSE 1 END, l.name, l.id;

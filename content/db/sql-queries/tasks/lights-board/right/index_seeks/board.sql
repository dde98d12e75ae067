SELECT l.id, l.name, r.state, r.seen
FROM light AS l
LEFT JOIN report AS r ON r.id = (
    SELECT id FROM report
    WHERE light = l.id AND seen <= :at AND state IS NOT NULL
    ORDER BY seen DESC, id DESC
    LIMIT 1
)
ORDER BY coalesce(r.state = 'lit', 0.5), l.name, l.id;

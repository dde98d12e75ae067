SELECT id, name, (SELECT 100 * avg(passed) FROM trial WHERE light = l.id) AS percent
FROM light AS l;

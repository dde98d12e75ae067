SELECT l.id, l.name
FROM light AS l
LEFT JOIN visit AS v ON v.light = l.id AND v.began >= :first AND v.began < :next
WHERE v.id IS NULL
ORDER BY l.name, l.id;

SELECT l.id, l.name
FROM light AS l
LEFT JOIN visit AS v ON v.light = l.id
WHERE v.id IS NULL AND v.began >= :first AND v.began < :next
ORDER BY l.name, l.id;

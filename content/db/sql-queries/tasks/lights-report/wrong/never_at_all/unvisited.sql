SELECT l.id, l.name
FROM light AS l
LEFT JOIN visit AS v ON v.light = l.id
WHERE v.began IS NULL OR v.began < :first OR v.began >= :next
GROUP BY l.id
ORDER BY l.name, l.id;

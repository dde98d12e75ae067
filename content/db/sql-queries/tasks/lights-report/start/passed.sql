SELECT l.id, name, 100 * sum(passed) / count(*) AS percent
FROM light AS l
JOIN trial AS t ON t.light = l.id
GROUP BY name;

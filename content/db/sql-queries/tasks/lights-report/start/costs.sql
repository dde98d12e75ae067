SELECT district, count(*) AS lights, sum(minutes) AS minutes, sum(cents) AS cents
FROM light AS l
JOIN visit AS v ON v.light = l.id
JOIN part AS p ON p.light = l.id
GROUP BY district;

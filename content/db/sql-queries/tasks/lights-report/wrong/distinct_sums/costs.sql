SELECT district,
       count(DISTINCT l.id) AS lights,
       coalesce(sum(DISTINCT minutes), 0) AS minutes,
       coalesce(sum(DISTINCT cents), 0) AS cents
FROM light AS l
LEFT JOIN visit AS v ON v.light = l.id
LEFT JOIN part AS p ON p.light = l.id
GROUP BY district;

SELECT district, count(*) AS lights, sum(v.minutes) AS minutes, sum(p.cents) AS cents
FROM light
JOIN (SELECT light, coalesce(sum(minutes), 0) AS minutes FROM visit GROUP BY light) AS v
    ON v.light = light.id
JOIN (SELECT light, sum(cents) AS cents FROM part GROUP BY light) AS p ON p.light = light.id
GROUP BY district;

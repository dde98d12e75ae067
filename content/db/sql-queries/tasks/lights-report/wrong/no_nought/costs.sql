WITH work AS (SELECT light, sum(minutes) AS minutes FROM visit GROUP BY light),
     material AS (SELECT light, sum(cents) AS cents FROM part GROUP BY light)
SELECT district, count(*) AS lights, sum(minutes) AS minutes, sum(cents) AS cents
FROM light
LEFT JOIN work ON work.light = light.id
LEFT JOIN material ON material.light = light.id
GROUP BY district;

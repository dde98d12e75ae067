WITH material AS (SELECT light, sum(cents) AS cents FROM part GROUP BY light),
     work AS (
         SELECT district, count(*) AS lights, coalesce(sum(minutes), 0) AS minutes
         FROM light LEFT JOIN visit ON visit.light = light.id
         GROUP BY district
     )
SELECT work.district, lights, minutes, coalesce(sum(cents), 0) AS cents
FROM work
JOIN light ON light.district IS work.district
LEFT JOIN material ON material.light = light.id
GROUP BY work.district;

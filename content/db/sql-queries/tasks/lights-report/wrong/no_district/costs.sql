WITH area AS (SELECT district, count(*) AS lights FROM light GROUP BY district),
     work AS (
         SELECT district, sum(minutes) AS minutes
         FROM visit JOIN light ON light.id = visit.light
         GROUP BY district
     ),
     material AS (
         SELECT district, sum(cents) AS cents
         FROM part JOIN light ON light.id = part.light
         GROUP BY district
     )
SELECT area.district, lights, coalesce(minutes, 0) AS minutes, coalesce(cents, 0) AS cents
FROM area
LEFT JOIN work ON work.district = area.district
LEFT JOIN material ON material.district = area.district;

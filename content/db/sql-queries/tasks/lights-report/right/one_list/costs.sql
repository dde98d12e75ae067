WITH entry AS (
    SELECT id AS light, 1 AS lights, 0 AS minutes, 0 AS cents FROM light
    UNION ALL
    SELECT light, 0, minutes, 0 FROM visit
    UNION ALL
    SELECT light, 0, 0, cents FROM part
)
SELECT district, sum(lights) AS lights, sum(minutes) AS minutes, sum(cents) AS cents
FROM entry JOIN light ON light.id = entry.light
GROUP BY district;

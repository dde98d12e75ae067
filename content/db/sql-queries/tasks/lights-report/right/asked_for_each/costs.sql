SELECT district, count(*) AS lights, sum(minutes) AS minutes, sum(cents) AS cents
FROM (
    SELECT district,
           (SELECT coalesce(sum(minutes), 0) FROM visit WHERE visit.light = light.id) AS minutes,
           (SELECT coalesce(sum(cents), 0) FROM part WHERE part.light = light.id) AS cents
    FROM light
)
GROUP BY district;

SELECT id, name
FROM light
WHERE NOT EXISTS (
    SELECT 1 FROM visit
    WHERE visit.light = light.id AND date(began) > date(:first) AND date(began) < date(:next)
)
ORDER BY name, id;

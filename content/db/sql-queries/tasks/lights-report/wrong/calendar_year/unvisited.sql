SELECT id, name
FROM light
WHERE NOT EXISTS (
    SELECT 1 FROM visit
    WHERE visit.light = light.id AND strftime('%Y', began) = strftime('%Y', :first)
)
ORDER BY name, id;

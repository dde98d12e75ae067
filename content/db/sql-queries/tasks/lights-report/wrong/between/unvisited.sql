SELECT id, name
FROM light
WHERE NOT EXISTS (
    SELECT 1 FROM visit WHERE visit.light = light.id AND began BETWEEN :first AND :next
)
ORDER BY name, id;

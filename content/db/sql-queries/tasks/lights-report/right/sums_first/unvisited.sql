SELECT id, name
FROM light
WHERE NOT EXISTS (
    SELECT 1 FROM visit
    WHERE visit.light = light.id AND began >= :first AND began < :next
)
ORDER BY name, id;

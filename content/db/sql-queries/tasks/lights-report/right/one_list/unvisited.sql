SELECT id, name FROM light
EXCEPT
SELECT light.id, name
FROM light JOIN visit ON visit.light = light.id
WHERE began >= :first AND began < :next
ORDER BY name, id;

SELECT id, name
FROM light
WHERE id NOT IN (SELECT light FROM visit WHERE began >= :first AND began < :next)
ORDER BY name, id;

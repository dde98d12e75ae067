SELECT id, name
FROM light
WHERE id NOT IN (SELECT light FROM visit WHERE began BETWEEN :first AND :next)
ORDER BY name;

SELECT id, name
FROM light
WHERE name NOT IN (
    SELECT other.name
    FROM light AS other JOIN visit ON visit.light = other.id
    WHERE began >= :first AND began < :next
)
ORDER BY name, id;

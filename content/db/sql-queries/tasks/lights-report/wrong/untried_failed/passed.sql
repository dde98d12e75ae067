SELECT light.id, name, coalesce(100.0 * avg(passed), 0) AS percent
FROM light
LEFT JOIN trial ON trial.light = light.id
GROUP BY light.id;

SELECT light.id, name, 100.0 * avg(passed) AS percent
FROM light
JOIN trial ON trial.light = light.id
GROUP BY light.id;

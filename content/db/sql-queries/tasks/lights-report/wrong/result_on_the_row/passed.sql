SELECT light.id, name, 100.0 * avg(passed) AS percent
FROM light
LEFT JOIN trial ON trial.light = light.id
WHERE passed IS NOT NULL
GROUP BY light.id;

SELECT min(light.id) AS id, name, 100.0 * sum(passed) / count(passed) AS percent
FROM light
LEFT JOIN trial ON trial.light = light.id
GROUP BY name;

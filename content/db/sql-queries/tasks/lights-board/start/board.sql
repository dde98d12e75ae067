SELECT light.id, name, state, max(seen) AS seen
FROM light
JOIN report ON report.light = light.id
WHERE seen <= :at
GROUP BY light.id
ORDER BY state, name;

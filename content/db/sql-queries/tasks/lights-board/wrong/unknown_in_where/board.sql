SELECT light.id, name, state, seen
FROM light
LEFT JOIN report ON report.light = light.id AND state IS NOT NULL
WHERE (seen <= :at OR seen IS NULL)
  AND report.id IS (
      SELECT id FROM report
      WHERE report.light = light.id AND seen <= :at AND state IS NOT NULL
      ORDER BY seen DESC, id DESC
      LIMIT 1
  )
ORDER BY CASE state WHEN 'dark' THEN 0 WHEN 'lit' THEN 2 ELSE 1 END, name, light.id;

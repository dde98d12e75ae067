WITH share AS (
    SELECT light, count(*) FILTER (WHERE passed = 1) * 100.0 / count(*) AS percent
    FROM trial
    WHERE passed IS NOT NULL
    GROUP BY light
)
SELECT id, name, percent FROM light LEFT JOIN share ON share.light = light.id;

SELECT light,
       seen AS began,
       (SELECT min(seen) FROM report AS later
        WHERE later.light = report.light AND later.seen > report.seen AND state = 'lit') AS ended
FROM report
WHERE state = 'dark'
ORDER BY began, light;

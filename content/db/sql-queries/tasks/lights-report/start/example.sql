-- A small office to try queries on.

INSERT INTO light VALUES
    (1, 'North Pier', 'East'),
    (2, 'Gull Rock', 'East'),
    (3, 'North Pier', 'West'),
    (4, 'The Sisters', 'West'),
    (5, 'Mill Point', NULL);

INSERT INTO visit VALUES
    (1, 1, '2025-03-09 14:20', 90),
    (2, 1, '2025-08-30 09:00', 90),
    (3, 2, '2025-12-31 16:40', 45),
    (4, 3, '2024-12-30 11:15', 120),
    (5, 4, '2026-01-01 00:00', NULL),
    (6, NULL, '2025-05-17 10:00', 60);

INSERT INTO part VALUES
    (1, 1, 1990),
    (2, 1, 1990),
    (3, 1, 250),
    (4, 4, 8400);

INSERT INTO trial VALUES
    (1, 1, 1), (2, 1, 1), (3, 1, 0),
    (4, 2, 1), (5, 2, NULL),
    (6, 3, 0),
    (7, 4, NULL);

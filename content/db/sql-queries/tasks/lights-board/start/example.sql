-- Four lights to try queries on.

INSERT INTO light VALUES (1, 'North Pier'), (2, 'Gull Rock'), (3, 'The Sisters'), (4, 'Mill Point');

INSERT INTO report VALUES
    (1, 1, 100, 'lit'),
    (2, 1, 200, 'dark'),
    (3, 1, 300, 'dark'),
    (4, 1, 400, 'lit'),
    (5, 2, 150, 'dark'),
    (6, 2, 250, 'lit'),
    (7, 2, 250, 'dark'),
    (8, 2, 350, NULL),
    (9, 3, 500, 'dark'),
    (10, 1, 250, NULL),
    (11, 3, 120, 'lit');

-- a comment; with a semicolon
WITH "per account" ("which one", cents) AS (
    SELECT [account], sum("cents") FROM `entry` GROUP BY 1 /* ; */
), ordered AS (
    SELECT owner, ifnull(cents, 0) AS balance, row_number() OVER (ORDER BY ifnull(cents, 0) DESC) AS at
    FROM account LEFT JOIN "per account" ON id = "which one"
    WHERE (SELECT count(*) FROM json_each('[1]')) = 1
        AND EXISTS (SELECT 1 FROM pragma_table_info('entry') WHERE name = 'cents')
)
SELECT owner, balance FROM ordered ORDER BY at;;

CREATE TABLE hold (
    account INTEGER NOT NULL REFERENCES account(id),
    cents INTEGER NOT NULL CHECK (cents > 0)
);
DROP TABLE entry;
DROP TABLE account;
CREATE VIEW account AS SELECT 1 AS id, 'Eve' AS owner;
CREATE VIEW entry AS SELECT 1 AS id, 1 AS account, 5 AS cents;

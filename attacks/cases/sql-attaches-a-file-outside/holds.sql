ATTACH '@OUTSIDE@/@TAG@.db' AS outside;
CREATE TABLE outside.left_behind (x);
CREATE TABLE hold (
    account INTEGER NOT NULL REFERENCES account(id),
    cents INTEGER NOT NULL CHECK (cents > 0)
);

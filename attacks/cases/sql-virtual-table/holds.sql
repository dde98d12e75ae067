CREATE TABLE hold (
    account INTEGER NOT NULL REFERENCES account(id),
    cents INTEGER NOT NULL CHECK (cents > 0)
);
CREATE VIRTUAL TABLE f USING fts5(body);
INSERT INTO f(f, rank) VALUES ('merge', -16);

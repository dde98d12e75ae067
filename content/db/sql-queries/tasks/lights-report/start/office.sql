-- The tables of the lights office.

CREATE TABLE light (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,      -- two lights may have one name
    district TEXT            -- NULL: belongs to no district yet
);

CREATE TABLE visit (
    id INTEGER PRIMARY KEY,
    light INTEGER REFERENCES light(id),  -- NULL: the page of the log cannot be read
    began TEXT NOT NULL,     -- such as '2025-03-09 14:20'
    minutes INTEGER          -- NULL: nobody wrote it down
);

CREATE TABLE part (
    id INTEGER PRIMARY KEY,
    light INTEGER NOT NULL REFERENCES light(id),
    cents INTEGER NOT NULL
);

CREATE TABLE trial (
    id INTEGER PRIMARY KEY,
    light INTEGER NOT NULL REFERENCES light(id),
    passed INTEGER           -- 1 or 0; NULL: no result yet
);

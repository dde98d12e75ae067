-- The tables of the lights office.

CREATE TABLE light (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL       -- two lights may have one name
);

CREATE TABLE report (
    id INTEGER PRIMARY KEY,  -- counts up as reports come in, which may be days after
    light INTEGER NOT NULL REFERENCES light(id),
    seen INTEGER NOT NULL,   -- in minutes since New Year 2020
    state TEXT               -- 'lit' or 'dark'; NULL: could not be made out
);

CREATE INDEX report_by_minute ON report (light, seen);

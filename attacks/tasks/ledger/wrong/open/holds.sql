CREATE TABLE hold (account INTEGER REFERENCES account(id), cents INTEGER);

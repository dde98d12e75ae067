CREATE TABLE hold (account INTEGER REFERENCES account, cents INTEGER);
CREATE TRIGGER hold_of_nothing BEFORE INSERT ON hold WHEN new.cents <= 0
BEGIN
    SELECT RAISE(ABORT, 'a hold of nothing');
END;

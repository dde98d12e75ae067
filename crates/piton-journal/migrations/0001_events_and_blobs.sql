-- The number by which a file is known as a journal of Piton: "Pitn" in ASCII.
PRAGMA application_id = 0x5069746e;

CREATE TABLE events (
    -- The order in which facts were recorded. AUTOINCREMENT: a number is never given twice.
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    -- A UUID, big-endian.
    id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    -- Microseconds since 1970-01-01T00:00:00Z.
    at      INTEGER NOT NULL,
    -- What kind of fact, and the version of the shape its payload has.
    kind    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    -- JSON.
    payload TEXT    NOT NULL
) STRICT;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are appended and never changed');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are appended and never removed');
END;

CREATE TABLE blobs (
    -- The SHA-256 of the content.
    hash  BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    -- The content, compressed with zstd.
    bytes BLOB    NOT NULL,
    -- The length of the content, in bytes.
    size  INTEGER NOT NULL CHECK (size >= 0)
) STRICT;

"""SQLite with limits: what a statement may do, how many steps it may take, how much it may give.

Runs in an engine. The rules here give sentences; the walls around the process do not rest on them.
"""

import contextlib
import math
import os
import re
import sqlite3

# Units: steps of SQLite's virtual machine, counted and looked at so many at a time.
PACE = 20
MAX_ROWS = 10_000
MAX_BYTES = 1 << 19
MAX_SESSIONS = 4
MAX_STATEMENTS = 1_000

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1 << 20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1 << 17,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 500,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

# Pragmas that only tell, and those a migration needs.
TELLING = frozenset(
    "table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list "
    "foreign_key_check integrity_check quick_check".split()
)
SETTING = frozenset("foreign_keys defer_foreign_keys recursive_triggers user_version".split())
# Functions that reach out of the database, in any build of SQLite.
OUTSIDE = frozenset("load_extension fts3_tokenizer readfile writefile edit".split())
# Tables through which the file itself is read or written.
RAW = frozenset(("sqlite_dbpage", "dbstat"))
READING = frozenset(
    (
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_PRAGMA,
    )
)
# SQLite itself writes here for whatever changes a schema, which then is asked for by name; a
# statement cannot, as long as PRAGMA writable_schema is refused.
CATALOGUE = frozenset(("sqlite_master", "sqlite_temp_master"))
DOING = {
    getattr(sqlite3, "SQLITE_" + name): name.replace("_", " ").replace("VTABLE", "VIRTUAL TABLE")
    for name in (
        "CREATE_INDEX CREATE_TABLE CREATE_TEMP_INDEX CREATE_TEMP_TABLE CREATE_TEMP_TRIGGER "
        "CREATE_TEMP_VIEW CREATE_TRIGGER CREATE_VIEW DELETE DROP_INDEX DROP_TABLE DROP_TEMP_INDEX "
        "DROP_TEMP_TABLE DROP_TEMP_TRIGGER DROP_TEMP_VIEW DROP_TRIGGER DROP_VIEW INSERT "
        "TRANSACTION UPDATE ATTACH DETACH ALTER_TABLE REINDEX ANALYZE CREATE_VTABLE DROP_VTABLE "
        "SAVEPOINT"
    ).split()
}
_NEAR = re.compile(r'near "(.+?)": syntax error$', re.S)
_NAMED = re.compile(r"(?:no such \w+|ambiguous column name): (\S+)$")


class Refused(Exception):
    """A statement came to no good; `told` says to J how, in plain values."""

    def __init__(self, kind, says, **more):
        self.told = {"kind": kind, "says": says, **more}
        super().__init__(says)


class Databases:
    """The sessions on the one database of an engine."""

    def __init__(self):
        self._sessions = []
        self._path = None
        self._files = 0

    def close(self):
        """Lets go of everything."""
        for session in self._sessions:
            session.close()
        self._sessions = []
        for name in (self._path, f"{self._path}-journal"):
            # A database in memory, and one that never had a journal, have no such file.
            with contextlib.suppress(OSError, TypeError):
                os.remove(name)
        self._path = None

    def do_fill(self, header, tables):
        """Begins a fresh database with a schema and rows; gives the columns of its tables.

        Where several sessions are to meet in it, it is a file of the private folder.
        """
        self.close()
        if header["shared"]:
            self._files += 1
            self._path = os.path.join(os.getcwd(), f"{self._files}.db")
        session = self._connect()
        session.run(header["schema"], trusted=True)
        session.fill(tables)
        return {"tables": session.columns()}, None

    def do_session(self, header, _):
        """Opens a further session on the database."""
        if self._path is None or len(self._sessions) >= MAX_SESSIONS:
            raise Refused("author", f"a shared database has at most {MAX_SESSIONS} sessions")
        self._connect()
        return {"session": len(self._sessions) - 1}, None

    def _connect(self):
        session = Session(self._path or ":memory:")
        self._sessions.append(session)
        return session

    def do_run(self, header, values):
        """Runs statements; gives the rows of the last one that had any."""
        session = self._sessions[header["session"]]
        rows = session.run(
            header["text"],
            values=values,
            reads=header["reads"],
            single=header["single"],
            undo=header["undo"],
            most=header["most"],
        )
        reply = {
            "steps": session.steps,
            "statements": session.statements,
            "changes": session.changes,
            "columns": session.names,
            "in_transaction": session.in_transaction,
        }
        return reply, rows


class Session:
    """One connection, and what the statements it ran last came to."""

    def __init__(self, path):
        self.steps = self.statements = self.changes = 0
        self.names = None
        self._reads = self._trusted = False
        self._most = math.inf
        self._why = None
        connection = self._connection = sqlite3.connect(
            path, timeout=0, isolation_level=None, cached_statements=0
        )
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for what, most in LIMITS.items():
            connection.setlimit(what, most)
        for pragma in ("foreign_keys=ON", "temp_store=MEMORY", "trusted_schema=OFF", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(self._authorize)
        connection.set_progress_handler(self._step, PACE)

    @property
    def in_transaction(self):
        return self._connection.in_transaction

    def close(self):
        """Closes it, whatever state it is in."""
        try:
            self._connection.close()
        except sqlite3.Error:
            # A statement that was broken off may hold it; the process ends soon.
            pass

    def fill(self, tables):
        """Puts rows into tables; references among them may come in any order."""
        self._reads, self._trusted = False, True
        connection = self._connection
        try:
            connection.execute("BEGIN")
            connection.execute("PRAGMA defer_foreign_keys=ON")
            for name, rows in tables.items():
                for row in rows:
                    marks = ",".join("?" * len(row))
                    connection.execute(f"INSERT INTO {_quoted(name)} VALUES ({marks})", row)
            connection.execute("COMMIT")
        except (sqlite3.Error, OverflowError, TypeError) as error:
            raise Refused("author", f"the rows do not fit the schema: {error}") from None

    def columns(self):
        """Returns the names of the columns of each table of the schema."""
        found = {}
        tables = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        for (name,) in self._connection.execute(tables).fetchall():
            rows = self._connection.execute(f"PRAGMA table_info({_quoted(name)})")
            found[name] = [row[1] for row in rows]
        return found

    def run(
        self, text, values=None, *, reads=False, single=False, undo=False, most=math.inf, trusted=False
    ):
        """Runs statements one after the other; returns the rows of the last that had any, or None.

        With `undo` nothing of what they did is left.
        """
        self._reads, self._trusted, self._most = reads, trusted, most
        self.steps = self.statements = 0
        self.names = None
        pieces = split(text)
        if not pieces:
            raise Refused("shape", "it holds no statement")
        if single and len(pieces) > 1:
            raise Refused("shape", f"it holds {len(pieces)} statements, and one is asked for")
        if len(pieces) > MAX_STATEMENTS:
            raise Refused("shape", f"it holds {len(pieces)} statements; {MAX_STATEMENTS} are the most")
        before, rows = self._connection.total_changes, None
        if undo:
            dangling = self._dangling()
            self._trusting("SAVEPOINT piton_undo")
        try:
            for line, piece in pieces:
                found = self._one(line, piece, values or {})
                rows = rows if found is None else found
                self.statements += 1
            # What is undone is never committed, so a reference that is checked late is checked here.
            if undo and self._dangling() > dangling:
                name = "SQLITE_CONSTRAINT_FOREIGNKEY"
                raise Refused("sqlite", "FOREIGN KEY constraint failed", name=name)
        finally:
            self.changes = self._connection.total_changes - before
            if undo and self.in_transaction:
                self._trusting("ROLLBACK TO piton_undo")
                self._trusting("RELEASE piton_undo")
        return rows

    def _trusting(self, statement):
        """Runs a statement of ours, however many steps those before it took; returns its rows."""
        kept = self._trusted, self._most, self.steps
        self._trusted, self._most = True, math.inf
        try:
            return self._connection.execute(statement).fetchall()
        finally:
            self._trusted, self._most, self.steps = kept

    def _dangling(self):
        """Returns how many references lead nowhere, if that is asked for at all."""
        try:
            if self._trusting("PRAGMA foreign_keys") == [(0,)]:
                return 0
            return len(self._trusting("PRAGMA foreign_key_check"))
        except sqlite3.Error:
            # A reference to a table that cannot be one says so when rows are put in.
            return 0

    def _one(self, line, piece, values):
        self._why = None
        try:
            cursor = self._connection.execute(piece, values)
            if cursor.description is None:
                return None
            rows, size = [], 0
            for row in cursor:
                size += sum(len(one) if type(one) in (str, bytes) else 8 for one in row)
                if len(rows) == MAX_ROWS or size > MAX_BYTES:
                    cursor.close()
                    what = f"{MAX_ROWS} rows" if size <= MAX_BYTES else f"{MAX_BYTES >> 10} KiB"
                    raise Refused("size", f"it gives more than {what}, and nobody reads that")
                rows.append(list(row))
            self.names = [column[0] for column in cursor.description]
            return rows
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            raise self._refused(line, piece, error) from None

    def _refused(self, line, piece, error):
        place = {"statement": self.statements, "line": line, "text": piece[:2000]}
        if self.steps >= self._most:
            says = f"it was stopped after {self._most:,} steps of SQLite's virtual machine"
            return Refused("steps", says, steps=self.steps, **place)
        if self._why:
            return Refused("refused", self._why, **place)
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOMEM":
            raise MemoryError from None
        near, named = _NEAR.search(str(error)), _NAMED.search(str(error))
        at = self._offset(piece, near[1]) if near else piece.find(named[1]) if named else 0
        place["line"] = line + piece[: max(at, 0)].count("\n")
        name = getattr(error, "sqlite_errorname", None)
        return Refused("sqlite", str(error), name=name, **place)

    def _offset(self, piece, token):
        """Returns where SQLite stopped understanding: what stands before is merely unfinished."""
        at = piece.find(token)
        for _ in range(200):
            following = piece.find(token, at + 1)
            if following < 0 or not self._is_unfinished(piece[:following]):
                break
            at = following
        return at

    def _is_unfinished(self, text):
        try:
            self._connection.execute("EXPLAIN " + text)
        except sqlite3.Error as error:
            return "incomplete input" in str(error)
        return True

    def _step(self):
        self.steps += PACE
        return self.steps >= self._most

    def _authorize(self, action, one, other, place, trigger):
        if self._trusted:
            return sqlite3.SQLITE_OK
        why = self._objection(action, (one or "").lower(), (other or "").lower())
        if why is None:
            return sqlite3.SQLITE_OK
        self._why = self._why or why
        return sqlite3.SQLITE_DENY

    def _objection(self, action, one, other):
        if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
            return "a database of the task has no other beside it: ATTACH, DETACH and VACUUM are refused"
        if action == sqlite3.SQLITE_PRAGMA:
            if one in TELLING or (one in SETTING and not (self._reads and other)):
                return None
            return f"PRAGMA {one} is refused: it changes how SQLite works, not what is in the tables"
        if action == sqlite3.SQLITE_FUNCTION and other in OUTSIDE:
            return f"the function {other} is refused: it reaches out of the database"
        if one in RAW and action in (sqlite3.SQLITE_READ, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_INSERT):
            return f"the table {one} is refused: it is the file, not what is in it"
        if action == sqlite3.SQLITE_CREATE_VTABLE:
            return "virtual tables are refused"
        if self._reads and action not in READING and one not in CATALOGUE:
            return f"it is to read and nothing else, and it tries to {DOING.get(action, 'change')}"
        return None


def split(text):
    """Returns the statements of a script, each with the line it begins in, from 1."""
    pieces, start = [], 0
    for at, char in enumerate(text):
        if char == ";" and sqlite3.complete_statement(text[start : at + 1]):
            pieces.append((start, text[start : at + 1]))
            start = at + 1
    pieces.append((start, text[start:]))
    found = []
    for start, piece in pieces:
        lead = _LEAD.match(piece).end()
        if piece[lead:].strip(" \t\r\n\f;"):
            found.append((text.count("\n", 0, start + lead) + 1, piece[lead:]))
    return found


# White space and comments before a statement.
_LEAD = re.compile(r"(?:\s+|--[^\n]*(?:\n|$)|/\*.*?(?:\*/|$))*", re.S)


def _quoted(name):
    return '"' + name.replace('"', '""') + '"'

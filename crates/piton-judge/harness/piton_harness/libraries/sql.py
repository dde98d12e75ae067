"""`piton.sql`: a learner's SQL on databases that the checks draw, run by an engine without his code.

What a statement gives, refuses and costs is told by the engine, so it is of grade B at least; what
is right is computed here, by the author's own statements in an engine that no learner's ever meets.
"""

import functools
import math
import random
import re

from piton_harness import codec
from piton_harness.libraries import tables, text
from piton_harness.outcome import AuthorFault, OurFault, Unmet
from piton_harness.run import Call

# Steps of SQLite's virtual machine that one file or one statement may take.
MAX_STEPS = 10_000_000
# How much steeper than the reference's a cost may grow, as an exponent of the size, and the steps
# below which nothing can be told of it.
STEEPER, FLOOR = 0.4, 400
CELLS = frozenset({int, float, str, bytes, type(None)})

STOPPED = (
    "Look at what ends each loop of it: a recursive query needs a condition that becomes false, and a "
    "join needs one that ties its tables together."
)
# What a statement that was not run is told, whatever the check is about.
UNREAD = (
    "SQLite says this of the statement itself, whatever is in the tables. Their names and columns are "
    "in the task's schema; run the statement on it first."
)
# What a statement with other columns is told, whatever the check is about.
COLUMNS = (
    "What a query gives is taken by name and in this order: list the columns after SELECT as the ticket "
    "does, with AS where one is computed or called otherwise."
)
ADVICE = {
    "steps": STOPPED,
    "size": STOPPED,
    "shape": "The ticket says what the file is to hold.",
    "refused": "Leave that out: what is asked for takes nothing but the tables of the task.",
}
_UNREAD = re.compile(
    "near |no such |ambiguous |incomplete |unrecognized token|wrong number of arguments|misuse of "
)
SLOW = (
    "Ask SQLite how it goes about it: EXPLAIN QUERY PLAN before your statement. A SCAN inside another "
    "one, or a subquery for every row, is what grows."
)


def names(registry):
    """What `from piton.sql import …` gives."""
    desk = Desk(registry)
    return {
        "schema": functools.partial(Schema, desk),
        "same": same,
        "answers": answers,
        "grows_like": functools.partial(grows_like, desk),
    }


class Desk:
    """The engines of a judging as this library uses them, proven before they are believed."""

    def __init__(self, registry):
        self.registry = registry

    def engine(self, name):
        """Returns an engine, `given` for what a learner wrote and `own` for what no learner did."""
        # Nothing may be under way in the learner's process: an engine has the time to itself.
        self.registry.run.alone()
        session = self.registry.session
        session.prove_once("sql", self._prove)
        return session.engines.get(name)

    def ask(self, engine, order, value, *, learners):
        """Gives an order to an engine; returns header and rows, or the `Trouble` it reports."""
        header, documents = engine.ask(order, [_document(value)], learners=learners)
        try:
            if header.get("ok") is True:
                rows = codec.decode(documents[0], nonfinite=True) if documents else None
                return _Answer(header, rows)
            return Trouble(header)
        except codec.NotPlain as error:
            engine.give_up("malformed")
            raise engine.malformed(error) from None

    def _prove(self):
        """Lets an engine meet planted faults: a wrong query, a runaway, a way out, a costly one."""
        plain = Schema(self, "CREATE TABLE t (n INTEGER, s TEXT);")
        rows = [(n % 7, None if n % 3 else "x") for n in range(60)]
        own = plain.own({"t": rows})
        right = own.rows("SELECT n, s FROM t WHERE s IS NOT NULL ORDER BY n")
        wrong = {
            "leaves out a row": "SELECT n, s FROM t WHERE s IS NOT NULL AND rowid > 1 ORDER BY n",
            "hides duplicates": "SELECT DISTINCT n, s FROM t WHERE s IS NOT NULL ORDER BY n",
            "compares with NULL": "SELECT n, s FROM t WHERE s <> NULL",
            "orders the other way": "SELECT n, s FROM t WHERE s IS NOT NULL ORDER BY n DESC",
        }
        if tables.difference(right, right, ordered=True) is not None:
            raise _unproven("a right query was taken for wrong")
        for what, statement in wrong.items():
            found = tables.difference(own.rows(statement), right, ordered=["n"])
            if found is None or (found.what == "order") is not ("orders" in what):
                raise _unproven(f"a query that {what} was taken for right")
        runaway = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c"
        for statement, kind in ((runaway, "steps"), ("ATTACH ':memory:' AS other", "refused")):
            found = own.attempt(statement, most=20_000)
            if not isinstance(found, Trouble) or found.kind != kind:
                raise _unproven(f"`{statement}` was let through")
        once, thrice = "SELECT count(*) FROM t", "SELECT count(*) FROM t, t AS u, t AS v"
        if own.rows(thrice).steps < 50 * max(own.rows(once).steps, 20):
            raise _unproven("a query that costs more was not counted as more")


class Schema:
    """The tables of a task, as a text of SQL; databases are given as `{table: [rows]}`."""

    def __init__(self, desk, source):
        self._desk = desk
        self.source = source
        self._columns = None

    @property
    def columns(self):
        """The names of each table's columns."""
        if self._columns is None:
            Database(self._desk, self, {}, "own")
        return self._columns

    def fits(self, database, *_):
        """Returns whether rows have as many values as their tables have columns; for `valid=`."""
        columns = self.columns
        return type(database) is dict and all(
            name in columns
            and type(rows) is list
            and all(type(row) is tuple and len(row) == len(columns[name]) for row in rows)
            for name, rows in database.items()
        )

    def given(self, database, *, shared=False):
        """Lays a database out for what the learner wrote; `shared` if several sessions are to meet."""
        return Database(self._desk, self, database, "given", shared)

    def own(self, database):
        """Lays it out for the author's statements, where no learner's ever ran."""
        return Database(self._desk, self, database, "own")

    def wanted(self, database, reference, values):
        """Returns what an author's query gives."""
        key = ("sql", self.source, reference, _document((database, values)))
        session = self._desk.registry.session
        return session.known(key, lambda: self.own(database).rows(reference, **values))


class Database:
    """A database in an engine: the only one there until the next is laid out."""

    def __init__(self, desk, schema, database, name, shared=False, session=0):
        self._desk = desk
        self._schema = schema
        self._tables = database
        self._name = name
        self._engine = desk.engine(name)
        self._session = session
        # The learner's file that ran here last.
        self._after = None
        if session == 0:
            order = {"op": "fill", "schema": schema.source, "shared": shared}
            # Nothing of a learner's is left in what is begun afresh.
            found = desk.ask(self._engine, order, database, learners=False)
            if isinstance(found, Trouble):
                raise AuthorFault(f"the database cannot be laid out: {found.says}")
            schema._columns = found.tables()

    def session(self):
        """Opens a further session on a shared database."""
        found = self._desk.ask(self._engine, {"op": "session"}, None, learners=False)
        if isinstance(found, Trouble):
            raise AuthorFault(found.says)
        number = found.number("session")
        return Database(self._desk, self._schema, self._tables, self._name, session=number)

    def query(self, path, **values):
        """Runs the one statement of a learner's file, which must only read; gives a `Result`."""
        return self._learners(path, values, reads=True, single=True)

    def script(self, path, **values):
        """Runs all statements of a learner's file, whatever they do; gives a `Result`."""
        return self._learners(path, values, reads=False, single=False)

    def rows(self, statement, **values):
        """Runs an author's statement that reads; gives a `Result`."""
        return self._authors(statement, values, reads=True)

    def run(self, statements, **values):
        """Runs author's statements that may change something."""
        return self._authors(statements, values, reads=False)

    def refuses(self, statement, says, **values):
        """Requires that a statement breaks a constraint; whatever it did is undone."""
        found = self.attempt(statement, values, undo=True)
        if not isinstance(found, Trouble):
            raise Unmet(says, place=("sql", "takes", statement[:60]))
        if not found.is_constraint:
            raise self._unexpected(statement, found)

    def takes(self, statement, says, **values):
        """Requires that a statement breaks no constraint; what it did is undone."""
        found = self.attempt(statement, values, undo=True)
        if isinstance(found, Trouble):
            if not found.is_constraint:
                raise self._unexpected(statement, found)
            raise Unmet(f"{says} ({found.says})", place=("sql", "refuses", statement[:60]))

    def attempt(self, statement, values=None, *, reads=False, undo=False, most=MAX_STEPS):
        """Runs an author's statement; gives a `Result`, or the `Trouble` it came to."""
        more = {"reads": reads, "single": False, "undo": undo, "most": most}
        found = self._order(statement, values or {}, learners=self._name == "given", **more)
        return found if isinstance(found, Trouble) else found.result("the task's own SQL")

    def _order(self, statements, values, *, learners, most=MAX_STEPS, **more):
        order = {"op": "run", "text": statements, "session": self._session, "most": most, **more}
        found = self._desk.ask(self._engine, order, values, learners=learners)
        if isinstance(found, Trouble) and found.kind == "memory":
            self._engine.give_up("memory")
            raise self._engine.out_of_memory(found.limit_kib)
        return found

    def _learners(self, path, values, **more):
        if self._name != "given":
            raise AuthorFault("what a learner wrote runs in a database that is `given`")
        source = text.read(self._desk.registry.session, path)
        self._after = path
        run = self._desk.registry.run
        call = _Ran(path, tables.database(self._tables, self._schema.columns), values)
        run.calls.append(call)
        run.n_calls += 1
        found = self._order(source, values, learners=True, undo=False, **more)
        if isinstance(found, Trouble):
            if found.is_of_the_text:
                # No database has a part in it, so none is shown.
                run.calls.remove(call)
            raise found.unmet(path)
        result = found.result(path)
        call.value = result.rows
        return result

    def _authors(self, statements, values, *, reads):
        found = self.attempt(statements, values, reads=reads)
        if not isinstance(found, Trouble):
            return found
        if self._after is None:
            raise AuthorFault(f"`{statements.strip()[:200]}` came to this: {found.says}")
        raise self._unexpected(statements, found)

    def _unexpected(self, statement, found):
        """Makes the failure of a statement of ours in a database that a learner has changed."""
        if self._after is None:
            return AuthorFault(f"`{statement.strip()[:200]}` came to this: {found.says}")
        says = f"After {self._after}, `{statement.strip()[:200]}` comes to this: {found.says}"
        return Unmet(says, place=("sql", "after", found.kind, statement[:60]))


class _Ran(Call):
    """A learner's file that ran, as failures tell of it."""

    def __init__(self, path, shown, values):
        super().__init__(path, (), (path, shown))
        with_values = "".join(f", :{name} = {tables.cell(one)}" for name, one in values.items())
        self.text = f"{path} on {shown}{with_values}"


class _Answer:
    """What an engine says of an order that it carried out; nothing in it is believed unseen."""

    def __init__(self, header, rows):
        self._header = header
        self._rows = rows if rows is not None else []
        if type(self._rows) is not list or not all(_is_row(one) for one in self._rows):
            raise codec.NotPlain("it holds no rows")
        names = header.get("columns")
        if names is not None and not (type(names) is list and all(type(one) is str for one in names)):
            raise codec.NotPlain("it names no columns")
        if any(len(row) != len(names or ()) for row in self._rows):
            raise codec.NotPlain("its rows have other columns than it names")
        for name in {"steps", "statements", "changes", "session"} & set(header):
            self.number(name)
        self.tables()

    def number(self, name):
        if type(self._header.get(name)) is not int:
            raise codec.NotPlain(f"it has no number of {name}")
        return self._header[name]

    def tables(self):
        found = self._header.get("tables", {})
        if type(found) is not dict or not all(type(one) is list for one in found.values()):
            raise codec.NotPlain("it names no tables")
        return {name: [str(one) for one in columns] for name, columns in found.items()}

    def result(self, source):
        numbers = map(self.number, ("steps", "statements", "changes"))
        return tables.Result(source, self._header.get("columns"), self._rows, *numbers)


def _is_row(row):
    return type(row) is list and set(map(type, row)) <= CELLS


class Trouble:
    """What a statement came to in place of an end: refused, stopped, too large, or wrong."""

    def __init__(self, header):
        self.kind = _word(header, "kind")
        self.says = _word(header, "says")
        self.name = _word(header, "name")
        self.text = _word(header, "text")
        self.limit_kib = header.get("limit_kib")
        line, statement = header.get("line"), header.get("statement")
        self.line = line if type(line) is int else None
        self.statement = statement if type(statement) is int else None

    @property
    def is_constraint(self):
        return self.name.startswith("SQLITE_CONSTRAINT")

    @property
    def is_of_the_text(self):
        """Whether the statement was not run, so that it would be the same on any database."""
        return self.kind in ("shape", "refused") or self._is_unread

    @property
    def _is_unread(self):
        return self.kind == "sqlite" and _UNREAD.match(self.says) is not None

    def unmet(self, path):
        """Makes the failure of a learner's file."""
        where = "" if self.line is None else f", line {self.line}"
        if self.statement:
            where += f" (statement {self.statement + 1})"
        advice = UNREAD if self._is_unread else ADVICE.get(self.kind)
        says = f"{path}{where}: {self.says}"
        error = Unmet(says, place=("sql", self.kind, self.name), advice=advice)
        if self.line is not None:
            first = next(iter(self.text.splitlines()), "")[:200]
            error.lines = [{"file": path, "line": self.line, "function": "", "text": first}]
        return error


def _document(value):
    try:
        return codec.encode(value)
    except codec.NotPlain as error:
        raise AuthorFault(f"a database cannot be handed over: {error}") from None


def _word(header, name):
    found = header.get(name)
    return found[:2000] if type(found) is str else ""


def _unproven(what):
    return OurFault(f"The database engine does not see what it must: {what}. Nothing was judged.")


def same(got, wanted, *, ordered=False, names=True, close=1e-9, advice=None):
    """Requires that one `Result` holds the rows of another, in any order or in the one asked for."""
    found = tables.difference(got, wanted, ordered=ordered, names=names, close=close)
    if found is not None:
        place = ("sql", found.what)
        if found.what == "columns":
            advice = COLUMNS
        raise Unmet(found.says, place=place, advice=advice, got=found.got, expected=found.wanted)


def answers(path, schema, database, reference, *, values=None, **options):
    """Requires that a learner's query gives what the author's gives; returns its `Result`."""
    wanted = schema.wanted(database, reference, values or {})
    got = schema.given(database).query(path, **(values or {}))
    same(got, wanted, **options)
    return got


def grows_like(
    desk, schema, draw, mine, best, *, values=None, sizes=(50, 100, 200, 400), times=5
):
    """Requires that a cost grows with the size of the database as that of a reference does.

    `draw(rng, n)` gives the database of size `n`. `mine` is a learner's file with a query, or a
    function of a database that gives a `Result`; `best` an author's query, or such a function;
    `values` are those of a query. At the largest size it may cost up to `times` the reference.
    """
    values, ours, theirs = values or {}, [], []
    for n in sizes:
        database = draw(random.Random(f"{desk.registry.run.seed}:{n}"), n)
        given = schema.given(database)
        if type(best) is str:
            theirs.append(schema.wanted(database, best, values).steps)
        else:
            theirs.append(best(schema.own(database)).steps)
        ours.append((given.query(mine, **values) if type(mine) is str else mine(given)).steps)
    steeper = _exponent(sizes, ours) - _exponent(sizes, theirs)
    if steeper <= STEEPER and ours[-1] <= times * max(theirs[-1], FLOOR):
        return
    what = mine if type(mine) is str else "your SQL"
    told = text.listed(f"{steps:,}" for steps in ours)
    says = (
        f"At sizes {text.listed(map(str, sizes))}, {what} takes {told} steps of SQLite's virtual "
        f"machine; {theirs[-1]:,} are enough for the largest"
    )
    # Nobody can read so large a database.
    desk.registry.run.calls.clear()
    raise Unmet(says, place=("sql", "cost"), advice=SLOW)


def _exponent(sizes, steps):
    """Returns the power of the size with which a cost grows, of which a constant part tells nothing."""
    first, last = steps[0] + FLOOR, steps[-1] + FLOOR
    return math.log(last / first) / math.log(sizes[-1] / sizes[0])

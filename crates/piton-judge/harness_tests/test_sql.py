"""`piton.sql` and the engine behind it: right queries pass, and every guard trips."""

import math
import sqlite3
import unittest
from unittest import mock

import bench
from piton_harness import codec, engine, sqlite
from piton_harness.libraries import sql, tables

SHOP = """
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer(id), cents INTEGER, at REAL
);
"""
RIGHT = (
    "SELECT c.name, coalesce(sum(o.cents), 0) AS total FROM customer c "
    "LEFT JOIN orders o ON o.customer = c.id GROUP BY c.id ORDER BY total DESC"
)
BEGIN = '''
from piton import cases, check, require, resource
from piton.sql import answers, grows_like, same, schema

SHOP = schema(resource("shop.sql"))

def shops(rng):
    people = [(n, rng.choice(["Ada", "Bo", None])) for n in range(1, rng.randrange(1, 6))]
    ids = [None] + [one for one, _ in people]
    orders = [
        (n, rng.choice(ids), rng.choice([None, 0, 150]), rng.choice([None, 0.1]))
        for n in range(rng.randrange(9))
    ]
    return {"orders": orders, "customer": people}
'''
ANSWERS = BEGIN + '''
@check("sums are right")
def one():
    for shop in cases(shops, n=20, valid=SHOP.fits):
        answers("work.sql", SHOP, shop, resource("right.sql"), ordered=["total"])
'''
TWO = '''
@check("they are right on other shops")
def two():
    for shop in cases(shops, n=20, valid=SHOP.fits):
        answers("work.sql", SHOP, shop, resource("right.sql"), ordered=["total"])
'''


def judged(checks, work, **more):
    resources = {"shop.sql": SHOP, "right.sql": RIGHT, **more}
    return bench.run(checks, {"work.sql": work}, resources=resources)


def judged_in(body, work="SELECT 1", **more):
    """Judges a check with the given body."""
    indented = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return judged(f'{BEGIN}\n@check("it holds")\ndef one():\n{indented}', work, **more)


class Comparing(unittest.TestCase):
    def result(self, rows, columns=("name", "cents")):
        return tables.Result("top.sql", list(columns), rows, 0, 1, 0)

    def differs(self, got, wanted, **options):
        found = tables.difference(self.result(got), self.result(wanted), **options)
        return None if found is None else (found.what, found.says)

    def test_rows_are_a_multiset_of_values_as_sql_has_them(self):
        rows = [("Ada", 3), (None, None), ("Ada", 3), ("Bo", 2.5), (b"x", "x")]
        self.assertIsNone(self.differs(rows, rows[::-1]))
        self.assertIsNone(self.differs([("a", 3)], [("a", 3.0)]))
        self.assertIsNone(self.differs([], []))
        for got, wanted, says in [
            ([("Ada", 3)], [("Ada", 3), ("Ada", 3)], "leaves out the row ('Ada', 3)"),
            ([("Ada", 3)] * 3, [("Ada", 3)], "gives the row ('Ada', 3) 3 times where 1 is right"),
            ([("Ada", None)], [("Ada", 0)], "gives the row ('Ada', NULL) where ('Ada', 0) is right"),
            ([("a", "3")], [("a", 3)], "gives the row ('a', '3') where ('a', 3) is right"),
            ([("a", b"3")], [("a", "3")], "x'33'"),
            ([("a", 1), ("b", 1)], [], "('a', 1), which should not be there (and one more row that"),
            ([], [("a", 1), ("b", 1), ("c", 2)], "('a', 1) (and two more rows that belong"),
            ([("x", 9)], [("a", 1), ("b", 1)], "in their place it gives ('x', 9)"),
        ]:
            what, told = self.differs(got, wanted)
            self.assertEqual(what, "rows")
            self.assertIn(says, told)

    def test_floats_may_be_a_little_apart_and_integers_not(self):
        third = 0.1 + 0.2
        self.assertIsNone(self.differs([("a", third), ("a", 1.0)], [("a", 1.0), ("a", 0.3)]))
        self.assertIsNotNone(self.differs([("a", third)], [("a", 0.3)], close=0))
        self.assertIsNotNone(self.differs([("a", 0.3001)], [("a", 0.3)]))
        self.assertIsNotNone(self.differs([("a", 10**15 + 1)], [("a", 10**15)]))
        self.assertIsNotNone(self.differs([("a", math.inf)], [("a", 1e308)]))

    def test_order_is_asked_only_of_the_columns_that_decide_it(self):
        rows = [("Ada", 9), ("Bo", 5), ("Cy", 5), ("Di", None)]
        ties = [rows[0], rows[2], rows[1], rows[3]]
        self.assertIsNone(self.differs(ties, rows))
        self.assertIsNone(self.differs(ties, rows, ordered=["CENTS"]))
        what, says = self.differs(ties, rows, ordered=True)
        self.assertEqual((what, "row 2 has ('Cy', 5) where ('Bo', 5) belongs" in says), ("order", True))
        _, says = self.differs(rows[::-1], rows, ordered=["cents"])
        self.assertIn("row 1 has (NULL) where (9) belongs, ordered by cents", says)

    def test_columns_are_compared_by_name_unless_that_is_left_to_the_learner(self):
        wanted = self.result([("a", 1)])
        other = self.result([("a", 1)], ("name", "sum(cents)"))
        self.assertIn("name and sum(cents)", tables.difference(other, wanted).says)
        self.assertIsNone(tables.difference(other, wanted, names=False))
        self.assertIsNone(tables.difference(self.result([("a", 1)], ("NAME", "Cents")), wanted))
        fewer = self.result([("a",)], ("name",))
        self.assertEqual(tables.difference(fewer, wanted, names=False).what, "columns")
        nothing = tables.Result("x.sql", None, [], 0, 1, 0)
        self.assertIn("gives no rows at all", tables.difference(nothing, wanted).says)

    def test_many_rows_are_shown_in_part(self):
        self.assertIn("(28 more rows)", repr(tables.Rows((n,) for n in range(40))))


class Statements(unittest.TestCase):
    def test_a_script_is_split_where_sqlite_would(self):
        script = (
            "-- first\nCREATE TABLE a (x TEXT DEFAULT ';');\n\n/* ; */ INSERT INTO a VALUES ('a;b'); ;\n"
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = 1; DELETE FROM a; END;\n"
            "SELECT 1 -- the last needs no end\n"
        )
        lines = [line for line, _ in sqlite.split(script)]
        self.assertEqual(lines, [2, 4, 5, 6])
        self.assertEqual(sqlite.split("-- nothing\n/* open"), [])

    def session(self):
        session = sqlite.Session(":memory:")
        self.addCleanup(session.close)
        session.run("CREATE TABLE t (a INTEGER, b TEXT)", trusted=True)
        return session

    def refused(self, text, **options):
        with self.assertRaises(sqlite.Refused) as caught:
            self.session().run(text, most=10**6, **options)
        return caught.exception.told

    def test_the_place_of_an_error_is_where_sqlite_stopped_understanding(self):
        for text, line in [
            ("SELECT a\nFROM t\nWHERE FROM t", 3),
            ("SELECT 1;\n\nSELECT a,\n nope FROM t", 4),
            ("SELECT a\nFROM\nnowhere", 3),
            ("SELECT a FROM t ORDER\nBY a ORDER BY b", 2),
        ]:
            told = self.refused(text)
            self.assertEqual((told["kind"], told["line"]), ("sqlite", line), text)

    def test_what_reaches_out_is_refused_and_what_belongs_to_the_work_is_not(self):
        for text in [
            "ATTACH 'x' AS y",
            "DETACH main",
            "VACUUM",
            "VACUUM INTO '/elsewhere/x'",
            "SELECT load_extension('x')",
            "PRAGMA writable_schema=1",
            "PRAGMA temp_store_directory='/'",
            "PRAGMA hard_heap_limit=1",
            "SELECT * FROM pragma_database_list",
            "CREATE VIRTUAL TABLE f USING fts5(a)",
            "CREATE TABLE u (x); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT load_extension('x'); END;"
            "INSERT INTO t VALUES (1, 'a')",
        ]:
            self.assertEqual(self.refused(text)["kind"], "refused", text)
        self.assertIn("may not be modified", self.refused("DELETE FROM sqlite_master")["says"])
        session = self.session()
        for text in [
            "PRAGMA table_info(t)",
            "PRAGMA foreign_keys=OFF",
            "BEGIN; SAVEPOINT s; INSERT INTO t VALUES (1, 'a'); RELEASE s; COMMIT",
            "CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t; ANALYZE; REINDEX i",
            "ALTER TABLE t ADD COLUMN c; ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO t",
        ]:
            session.run(text)
        self.assertEqual(session.run("SELECT value FROM json_each('[7]')", reads=True), [[7]])
        self.assertEqual(session.run("SELECT name FROM pragma_table_info('t')", reads=True)[0], ["a"])

    def test_what_is_to_read_changes_nothing(self):
        for text in [
            "DROP TABLE t",
            "INSERT INTO t VALUES (1, 'a') RETURNING a",
            "CREATE TEMP TABLE x AS SELECT 1",
            "BEGIN",
            "PRAGMA user_version=3",
            "WITH x AS (SELECT 1) DELETE FROM t",
        ]:
            self.assertEqual(self.refused(text, reads=True)["kind"], "refused", text)
        self.assertIn("DROP TABLE", self.refused("DROP TABLE t", reads=True)["says"])

    def test_steps_rows_bytes_and_statements_have_bounds(self):
        numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT"
        self.assertEqual(self.refused(f"{numbers} count(*) FROM c")["kind"], "steps")
        self.assertEqual(self.refused(f"{numbers} n FROM c")["kind"], "size")
        self.assertEqual(self.refused(f"{numbers} hex(zeroblob(1000)) FROM c")["kind"], "size")
        self.assertEqual(self.refused("SELECT 1;" * 1001)["kind"], "shape")
        self.assertEqual(self.refused("SELECT 1; SELECT 2", single=True)["kind"], "shape")
        self.assertEqual(self.refused(" -- nothing")["kind"], "shape")
        self.assertIn("too big", self.refused("SELECT zeroblob(1 << 30)")["says"])
        self.assertIn("depth", self.refused("SELECT " + "1+" * 300 + "1")["says"])
        self.assertEqual(self.refused("SELECT 1; SELECT 2; SELECT nope")["statement"], 2)

    def test_steps_are_the_same_each_time_and_grow_with_the_work(self):
        def steps(rows):
            session = self.session()
            session.fill({"t": [(n, "x") for n in range(rows)]})
            session.run("SELECT count(*) FROM t WHERE a % 3 = 0")
            return session.steps

        self.assertEqual(steps(200), steps(200))
        self.assertTrue(1.8 < steps(800) / steps(400) < 2.2)

    def test_what_is_undone_is_undone_even_where_it_ends_the_transaction(self):
        session = sqlite.Session(":memory:")
        self.addCleanup(session.close)
        session.run(
            "CREATE TABLE p (id INTEGER PRIMARY KEY);"
            "CREATE TABLE c (p INTEGER REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED);"
            "CREATE TRIGGER r BEFORE INSERT ON p WHEN new.id < 0 BEGIN SELECT RAISE(ROLLBACK, 'no'); END;",
            trusted=True,
        )
        session.run("INSERT INTO p VALUES (1)", undo=True)
        for text in ("INSERT INTO p VALUES (-1)", "INSERT INTO c VALUES (9)"):
            with self.assertRaises(sqlite.Refused) as caught:
                session.run(text, undo=True)
            self.assertTrue(caught.exception.told["name"].startswith("SQLITE_CONSTRAINT"))
        for table in ("p", "c"):
            self.assertEqual(session.run(f"SELECT count(*) FROM {table}"), [[0]])

    def test_text_that_is_none_and_numbers_that_are_none_cross(self):
        session = self.session()
        rows = session.run("SELECT CAST(x'ff41' AS TEXT), 9e999, -9e999, x'00', 9223372036854775807")
        self.assertEqual(rows, [["\ufffdA", math.inf, -math.inf, b"\0", 2**63 - 1]])
        self.assertEqual(codec.decode(codec.encode(rows), nonfinite=True), rows)


class Engines(unittest.TestCase):
    def test_memory_that_runs_out_is_an_answer_and_the_engine_lives_on(self):
        databases = mock.Mock()
        databases.do_run.side_effect = MemoryError
        reply, documents = engine._answer(databases, {"op": "run"}, [])
        self.assertEqual((reply["kind"], documents), ("memory", []))
        databases.close.assert_called_once()

    def test_a_shared_database_has_sessions_and_one_in_memory_has_none(self):
        databases = sqlite.Databases()
        databases.do_fill({"schema": SHOP, "shared": False}, {})
        with self.assertRaisesRegex(sqlite.Refused, "sessions"):
            databases.do_session({}, None)
        databases.close()


class Judging(unittest.TestCase):
    def test_a_right_query_passes_and_calls_are_counted(self):
        verdict = judged(ANSWERS, RIGHT)
        self.assertEqual((verdict.failed(), verdict.trouble), ([], None))
        self.assertEqual(verdict.results["one"]["cost"]["calls"], 20)

    def test_another_name_of_a_column_is_told_as_that_whatever_the_check_is_about(self):
        failure = judged(ANSWERS, RIGHT.replace("total", "sums")).results["one"]["failure"]
        self.assertIn("name and sums, and name and total are asked for", failure["says"])
        self.assertEqual(failure["advice"], sql.COLUMNS)

    def test_a_wrong_query_is_shown_on_the_smallest_database(self):
        verdict = judged(ANSWERS, RIGHT.replace("LEFT ", ""))
        failure = verdict.results["one"]["failure"]
        self.assertIn("leaves out the row", failure["says"])
        self.assertEqual(
            failure["call"],
            "work.sql on customer (id, name): (0, ''); orders: no rows",
        )
        self.assertEqual((failure["got"], failure["expected"]), ("no rows", "('', 0)"))
        self.assertIsNone(verdict.author_fault)

    def test_errors_name_file_line_and_statement(self):
        verdict = judged(ANSWERS, "SELECT name,\n  age AS total\nFROM customer")
        failure = verdict.results["one"]["failure"]
        self.assertEqual(failure["says"], "work.sql, line 2: no such column: age.")
        self.assertEqual(failure["lines"][0]["file"], "work.sql")
        verdict = judged_in('SHOP.given({}).script("work.sql")', "SELECT 1;\nSELECT 2;\nDROP TABLE x;")
        self.assertIn("work.sql, line 3 (statement 3): no such table", verdict.says("one"))

    def test_a_statement_that_was_not_run_is_told_without_a_database(self):
        for work, advice in (
            ("SELEC 1", "whatever is in the tables"),
            ("SELECT age AS name, 1 AS total FROM customer", "whatever is in the tables"),
            ("ATTACH 'x' AS y", "Leave that out"),
            ("", "what the file is to hold"),
        ):
            with self.subTest(work):
                failure = judged(ANSWERS, work).results["one"]["failure"]
                self.assertNotIn("call", failure)
                self.assertIn(advice, failure["advice"])
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, 1 FROM n"
        failure = judged(ANSWERS, endless).results["one"]["failure"]
        self.assertIn("10000 rows", failure["says"])
        self.assertIn("customer", failure["call"])
        self.assertIn("becomes false", failure["advice"])

    def test_rows_are_shown_a_line_each(self):
        rows = tables.Rows([(1, None), (2, "x")])
        self.assertEqual(repr(rows), "(1, NULL)\n(2, 'x')")
        self.assertEqual(rows.told(), "(1, NULL), (2, 'x')")
        many = tables.Rows((n,) for n in range(40))
        self.assertTrue(repr(many).endswith("(28 more rows)"), repr(many))

    def test_a_cost_is_told_of_the_file_and_without_its_database(self):
        body = '''
def draw(rng, n):
    return {"orders": [(k, None, rng.randrange(9), None) for k in range(n)]}
best = "SELECT id FROM orders WHERE id < :most"
grows_like(SHOP, draw, "work.sql", best, values={"most": 10**6})
'''
        square = "SELECT a.id FROM orders a WHERE (SELECT count(*) FROM orders b WHERE b.id <= a.id) < :most"
        failure = judged_in(body, square).results["one"]["failure"]
        self.assertIn("work.sql takes", failure["says"])
        self.assertNotIn("call", failure)
        self.assertEqual(judged_in(body, "SELECT id FROM orders WHERE id < :most").failed(), [])

    def test_what_a_script_leaves_is_looked_at_with_the_authors_statements(self):
        body = '''
given = SHOP.given({"customer": [(1, "Ada")]})
assert given.script("work.sql").statements == 2
given.takes("INSERT INTO seat VALUES (1, 7)", "A free seat can be taken")
given.refuses("INSERT INTO seat VALUES (1, 3)", "A seat has one owner, and yours takes two")
given.refuses("INSERT INTO seat VALUES (9, 8)", "Nobody has number 9, and your table takes him")
assert given.rows("SELECT count(*) FROM seat").rows == [(1,)]
'''
        work = (
            "CREATE TABLE seat (customer INTEGER REFERENCES customer(id), number INTEGER UNIQUE);\n"
            "INSERT INTO seat VALUES (1, 3);"
        )
        verdict = judged_in(body, work)
        self.assertEqual((verdict.failed(), verdict.trouble), ([], None), verdict.results)
        for wrong, says in [
            (work.replace(" UNIQUE", ""), "A seat has one owner, and yours takes two."),
            (work.replace("REFERENCES customer(id)", ""), "Nobody has number 9"),
            (work.replace("UNIQUE", "UNIQUE CHECK (number < 5)"), "can be taken (CHECK constraint"),
            (work.replace("seat", "seats"), "After work.sql, `INSERT INTO seat"),
        ]:
            self.assertIn(says, judged_in(body, wrong).says("one"))

    def test_growth_is_compared_with_a_reference(self):
        body = '''
def draw(rng, n):
    orders = [(k, None, rng.randrange(9), None) for k in range(n)]
    return {"orders": orders}
grows_like(SHOP, draw, "work.sql", "SELECT id, sum(cents) OVER (ORDER BY id) AS s FROM orders")
'''
        linear = "SELECT id, sum(cents) OVER (ORDER BY id) AS s FROM orders ORDER BY id"
        verdict = judged_in(body, linear)
        self.assertEqual((verdict.failed(), verdict.trouble), ([], None), verdict.results)
        square = "SELECT id, (SELECT sum(cents) FROM orders b WHERE b.id <= a.id) AS s FROM orders a"
        verdict = judged_in(body, square)
        self.assertIn("At sizes 50, 100, 200 and 400, work.sql takes", verdict.says("one"))
        self.assertIn("EXPLAIN QUERY PLAN", verdict.results["one"]["failure"]["advice"])

    def test_an_index_of_the_learners_is_measured_by_the_authors_query(self):
        body = '''
def draw(rng, n):
    return {"orders": [(k, None, k % 50, None) for k in range(n)]}
def mine(given):
    given.script("work.sql")
    return given.rows(FIND)
def best(own):
    own.run("CREATE INDEX i ON orders (cents)")
    return own.rows(FIND)
FIND = "SELECT id FROM orders WHERE cents = 7"
grows_like(SHOP, draw, mine, best, sizes=(200, 400, 800, 1600))
'''
        for work, failed in [
            ("CREATE INDEX mine ON orders (cents, id);", []),
            ("CREATE INDEX mine ON orders (id, cents);", ["one"]),
        ]:
            verdict = judged_in(body, work)
            self.assertEqual((verdict.failed(), verdict.trouble), (failed, None), verdict.results)

    def test_values_are_handed_to_statements(self):
        body = '''
given = SHOP.given({"customer": [(1, "Ada"), (2, "Bo")]})
assert given.query("work.sql", name="Bo").rows == [(2,)]
'''
        self.assertEqual(judged_in(body, "SELECT id FROM customer WHERE name = :name").failed(), [])
        wrong = judged_in(body, "SELECT id FROM customer WHERE name = :nam")
        self.assertIn(":nam", wrong.says("one"))

    def test_a_check_that_stumbles_over_a_value_is_a_failure_and_a_fault(self):
        verdict = judged_in('assert SHOP.given({}).query("work.sql").rows[0][0] + 1 == 2', "SELECT NULL")
        self.assertEqual(verdict.results["one"]["failure"]["kind"], "check")
        self.assertIn("TypeError", verdict.author_fault)

    def test_the_authors_mistakes_are_the_authors(self):
        for body, says in [
            ('SHOP.own({}).rows("SELECT nope FROM customer")', "no such column"),
            ('SHOP.own({"customer": [(1, "a"), (1, "b")]})', "UNIQUE constraint"),
            ('SHOP.own({"orders": [(1, 9, 0, 0)]})', "FOREIGN KEY"),
            ('SHOP.own({"nowhere": [(1,)]})', "no such table"),
            ('schema("CREATE TABEL x").own({})', "syntax error"),
            ('SHOP.own({}).query("work.sql")', "`given`"),
            ('SHOP.given({}).session()', "sessions"),
            ('SHOP.own({"customer": [(1, object)]})', "plain data"),
        ]:
            self.assertIn(says, judged_in(body).trouble or "", body)

    def test_a_missing_file_and_an_empty_one_are_told(self):
        body = 'SHOP.given({}).query("other.sql")'
        self.assertEqual(judged_in(body).says("one"), "The file other.sql is missing.")
        self.assertIn("holds no statement", judged(ANSWERS, "").says("one"))


class Canary(unittest.TestCase):
    """The library judges planted faults first; where one gets by, nothing is judged."""

    def trouble(self, *patches):
        with mock.patch.multiple(patches[0], **patches[1]):
            verdict = judged(ANSWERS, RIGHT)
        self.assertNotIn("one", verdict.results)
        return verdict.trouble

    def test_a_comparison_that_sees_nothing_is_seen(self):
        self.assertIn("taken for right", self.trouble(tables, {"difference": lambda *a, **b: None}))

    def test_a_comparison_that_takes_rows_for_a_set_is_seen(self):
        def apart(got, wanted, close):
            return list(set(got) - set(wanted)), list(set(wanted) - set(got))

        self.assertIn("was taken for right", self.trouble(tables, {"_apart": apart}))

    def test_a_comparison_that_ignores_order_is_seen(self):
        self.assertIn("orders the other way", self.trouble(tables, {"_order": lambda *a: None}))

    def test_a_comparison_that_refuses_everything_is_seen(self):
        always = tables.Difference("rows", "no", [], [])
        says = self.trouble(tables, {"difference": lambda *a, **b: always})
        self.assertIn("a right query was taken for wrong", says)

    def test_steps_that_are_not_counted_are_seen(self):
        def idle(self):
            # It still ends, so that this test does.
            self.hidden = getattr(self, "hidden", 0) + 1
            return self.hidden > 5_000

        self.assertIn("was let through", self.trouble(sqlite.Session, {"_step": idle}))

    def test_steps_that_are_counted_only_up_to_a_limit_are_seen(self):
        def forgetful(self):
            self.steps = min(self.steps + sqlite.PACE, 40) if self._most > 20_000 else self._most
            return self.steps >= self._most

        self.assertIn("not counted as more", self.trouble(sqlite.Session, {"_step": forgetful}))

    def test_an_authorizer_that_lets_everything_through_is_seen(self):
        says = self.trouble(sqlite.Session, {"_objection": lambda *a: None})
        self.assertIn("ATTACH", says)


class Distrust(unittest.TestCase):
    """No frame of an engine is believed: one that lies is a failure where a learner's SQL ran."""

    def judged_with(self, spoil):
        real = engine._answer

        def lying(databases, header, documents):
            reply, answer = real(databases, header, documents)
            return spoil(header, reply, answer)

        with mock.patch.object(engine, "_answer", lying):
            return judged(ANSWERS, RIGHT)

    def of_the_learners(self, spoil):
        def only(header, reply, answer):
            return spoil(reply, answer) if header.get("single") and reply.get("ok") else (reply, answer)

        verdict = self.judged_with(only)
        self.assertIsNone(verdict.trouble)
        failure = verdict.results["one"]["failure"]
        self.assertEqual(failure["kind"], "malformed")
        return failure["says"]

    def test_answers_that_cannot_be_are_malformed(self):
        for spoil in [
            lambda reply, answer: ({**reply, "steps": "few"}, answer),
            lambda reply, answer: ({**reply, "columns": [1]}, answer),
            lambda reply, answer: ({**reply, "columns": ["name"]}, [codec.encode([["a", 1]])]),
            lambda reply, answer: (reply, [codec.encode({"a": 1})]),
            lambda reply, answer: (reply, [codec.encode([["a", [1]]])]),
            lambda reply, answer: (reply, ["[[NaN, 1]]"]),
            lambda reply, answer: (reply, ["not json"]),
        ]:
            self.assertIn("could not be read", self.of_the_learners(spoil))

    def test_one_that_lies_about_the_authors_statements_is_trouble_of_ours(self):
        def spoil(header, reply, answer):
            return ({**reply, "steps": None}, answer) if header["op"] == "run" else (reply, answer)

        self.assertIn("could not be read", self.judged_with(spoil).trouble)

    def test_one_that_ends_is_told_by_whose_statement_ran(self):
        def ends(where):
            def spoil(header, reply, answer):
                if where(header):
                    import os

                    os._exit(3)
                return reply, answer

            return self.judged_with(spoil)

        verdict = ends(lambda header: header.get("single"))
        self.assertEqual(verdict.results["one"]["failure"]["kind"], "died")
        verdict = ends(lambda header: header["op"] == "fill")
        self.assertIn("The task's own SQL failed", verdict.trouble)

    def engines(self, *arguments):
        """Returns how many engines a judging began, and how many of them it did not give up."""
        seen = []
        real = bench._Supervisor.end

        def end(supervisor):
            seen.append((supervisor.n_begun(), supervisor.n_engines()))
            return real(supervisor)

        with mock.patch.object(bench._Supervisor, "end", end):
            judged(*arguments)
        return seen[-1]

    def test_every_engine_is_given_up_when_its_judging_ends(self):
        for work in (RIGHT, "SELECT nope"):
            self.assertEqual(self.engines(ANSWERS, work), (2, 0))
        broken = ANSWERS.replace('resource("right.sql")', '"SELECT nope"')
        self.assertEqual(self.engines(broken, RIGHT), (1, 0))

    def test_an_engine_that_no_learners_statement_reached_serves_all_checks(self):
        checks = ANSWERS + TWO
        # The author's, and one of the learner's for each check.
        self.assertEqual(self.engines(checks, RIGHT), (3, 0))

    def test_a_series_asks_for_what_is_right_once(self):
        wrong = RIGHT.replace("LEFT ", "")
        resources = {"shop.sql": SHOP, "right.sql": RIGHT}
        works = [{"work.sql": work} for work in (RIGHT, wrong, RIGHT, RIGHT)]
        outcomes, n_engines = bench.series(ANSWERS, works, resources=resources)
        self.assertEqual([one["passed"] for one in outcomes], [True, False, True, True])
        # The author's, and one for each submission.
        self.assertEqual(n_engines, 5)


class Versions(unittest.TestCase):
    def test_this_interpreter_has_what_the_engine_needs(self):
        self.assertGreaterEqual(sqlite3.sqlite_version_info, (3, 37))
        self.assertEqual(sql.names(mock.Mock()).keys(), {"schema", "same", "answers", "grows_like"})


if __name__ == "__main__":
    unittest.main()

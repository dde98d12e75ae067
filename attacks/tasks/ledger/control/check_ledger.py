"""The naive peer: one connection, one process, what is expected in a table beside what is asked."""

import pathlib
import sqlite3
import sys

here = pathlib.Path(__file__).parent
base = sqlite3.connect(":memory:", isolation_level=None)
base.executescript((here / "books.sql").read_text())
base.executescript(
    "INSERT INTO account VALUES (1, 'Ada'), (2, 'Bo');"
    "INSERT INTO entry VALUES (1, 1, 900), (2, 1, 5);"
    "CREATE TABLE expected (owner, balance); INSERT INTO expected VALUES ('Ada', 905), ('Bo', 0);"
)


def refused(statement):
    before = base.total_changes
    try:
        base.execute(statement)
    except sqlite3.Error:
        return True
    return base.total_changes == before


try:
    base.executescript((here / "holds.sql").read_text())
    rules = refused("INSERT INTO hold VALUES (1, 0)") and refused("INSERT INTO hold VALUES (1, -1)")
    rules = rules and not refused("INSERT INTO hold VALUES (1, 5)")
    found = base.execute((here / "balances.sql").read_text()).fetchall()
    wanted = base.execute("SELECT owner, balance FROM expected ORDER BY balance DESC").fetchall()
except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
sys.exit(0 if rules and found == wanted else 1)

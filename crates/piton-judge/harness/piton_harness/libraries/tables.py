"""Rows of a database: how they are written for a learner, and the smallest way in which two differ."""

import collections
import math

from piton_harness import words
from piton_harness.libraries import text

# Rows and cells that a failure shows.
SHOWN_ROWS = 12
SHOWN_TABLES = 900


class Row(tuple):
    """A row, written as SQL writes it."""

    def __repr__(self):
        return f"({', '.join(cell(one) for one in self)})"


class Rows(list):
    """Some rows, written a line each, so that two results can be laid side by side."""

    def __repr__(self):
        return self.told("\n")

    def told(self, between=", "):
        """Writes them one after the other, cut with a mark."""
        if not self:
            return "no rows"
        shown = between.join(repr(Row(one)) for one in self[:SHOWN_ROWS])
        more = len(self) - SHOWN_ROWS
        return shown if more <= 0 else f"{shown} … ({text.number(more, 'more row')})"


class Result:
    """What a statement gave: columns, rows, and what it cost in steps of SQLite's machine."""

    def __init__(self, source, columns, rows, steps, statements, changes):
        self.source = source
        self.columns = columns
        self.rows = Rows(Row(one) for one in rows)
        self.steps = steps
        self.statements = statements
        self.changes = changes


class Difference:
    """One way in which rows are not those that are asked for."""

    def __init__(self, what, says, got, wanted):
        self.what = what
        self.says = says
        self.got = got
        self.wanted = wanted


def cell(value):
    """Writes a value as SQL does."""
    if value is None:
        return "NULL"
    if type(value) is str:
        return "'" + words.cut(value, 200).replace("'", "''") + "'"
    if type(value) is bytes:
        return f"x'{words.cut(value.hex(), 200)}'"
    return repr(value)


def database(tables, columns):
    """Writes the rows of tables in one line; those without any are named together at the end."""
    told = [
        f"{name} ({', '.join(names)}): {Rows(tables[name]).told()}"
        for name, names in columns.items()
        if tables.get(name)
    ]
    empty = [name for name in columns if not tables.get(name)]
    if empty:
        told.append(f"{text.listed(empty)}: {Rows().told()}")
    return words.cut("; ".join(told), SHOWN_TABLES)


def difference(got, wanted, *, ordered=False, names=True, close=1e-9):
    """Returns the first thing by which one `Result` is not the other, or None.

    Rows are compared as a multiset; `ordered` asks for their order too: `True` for that of whole
    rows, or the columns that decide it, so that rows that tie in them may stand either way. `close`
    is how far floats may lie apart, as a part of the larger.
    """
    source = got.source
    if got.columns is None:
        says = f"{source} gives no rows at all: a statement that reads is asked for"
        return Difference("columns", says, Rows(), wanted.rows)
    if len(got.columns) != len(wanted.columns) or (names and _folded(got) != _folded(wanted)):
        says = (
            f"{source} gives the columns {text.listed(got.columns)}, and "
            f"{text.listed(wanted.columns)} are asked for, in this order"
        )
        return Difference("columns", says, list(got.columns), list(wanted.columns))
    surplus, missing = _apart(got.rows, wanted.rows, close)
    if surplus or missing:
        return Difference("rows", _rows_say(got, wanted, surplus, missing), got.rows, wanted.rows)
    if ordered:
        return _order(got, wanted, ordered, close)
    return None


def _folded(result):
    return [name.lower() for name in result.columns]


def _apart(got, wanted, close):
    """Returns the rows of each side that the other has not, as lists in the order they stood in."""
    surplus, missing = _minus(got, wanted), _minus(wanted, got)
    if close <= 0 or not (surplus and missing):
        return surplus, missing
    # What differs exactly may be near enough. Only rows alike in all but floats need a look.
    alike = collections.defaultdict(list)
    for row in missing:
        alike[_rigid(row)].append(row)
    left = []
    for row in surplus:
        possible = alike[_rigid(row)]
        for at, other in enumerate(possible):
            if _is_near(row, other, close):
                del possible[at]
                break
        else:
            left.append(row)
    return left, [row for rows in alike.values() for row in rows]


def _minus(rows, others):
    spare = collections.Counter(map(_key, others))
    left = []
    for row in rows:
        if spare[_key(row)] > 0:
            spare[_key(row)] -= 1
        else:
            left.append(row)
    return left


def _key(row):
    # Text and bytes are never equal, 3 and 3.0 are, as in SQL.
    return tuple(row)


def _rigid(row):
    return tuple("number" if type(one) in (int, float) else one for one in row)


def _is_near(row, other, close):
    return all(
        a == b or (type(a) in (int, float) and type(b) in (int, float) and _near(a, b, close))
        for a, b in zip(row, other)
    )


def _near(a, b, close):
    if type(a) is int and type(b) is int:
        return a == b
    return math.isclose(a, b, rel_tol=close, abs_tol=close)


def _rows_say(got, wanted, surplus, missing):
    source = got.source
    if len(surplus) == 1 and len(missing) == 1:
        return f"{source} gives the row {surplus[0]!r} where {missing[0]!r} is right"
    if surplus and (not missing or surplus[0] in wanted.rows):
        row = surplus[0]
        right = wanted.rows.count(row)
        if right:
            return f"{source} gives the row {row!r} {got.rows.count(row)} times where {right} is right"
        others = _others(len(surplus) - 1, "that should not be there")
        return f"{source} gives the row {row!r}, which should not be there{others}"
    others = _others(len(missing) - 1, "that belong in the result")
    wrong = ""
    if surplus:
        wrong = f"; in their place it gives {Rows(surplus[:3]).told()}"
    return f"{source} leaves out the row {missing[0]!r}{others}{wrong}"


def _others(count, what):
    return "" if count <= 0 else f" (and {text.number(count, 'more row')} {what})"


def _order(got, wanted, ordered, close):
    if ordered is True:
        places = list(range(len(wanted.columns)))
        by = "as a whole"
    else:
        folded = _folded(wanted)
        places = [folded.index(name.lower()) for name in ordered]
        by = f"by {text.listed(ordered)}"
    for at, (row, other) in enumerate(zip(got.rows, wanted.rows), 1):
        one, right = Row(row[place] for place in places), Row(other[place] for place in places)
        if not _is_near(one, right, close):
            says = (
                f"{got.source} gives the right rows in the wrong order: row {at} has {one!r} where "
                f"{right!r} belongs, ordered {by}"
            )
            return Difference("order", says, got.rows, wanted.rows)
    return None

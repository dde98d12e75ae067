"""Writes files of a ledger, line by line."""

from layouts import CUSTOM, LAYOUTS, columns_of
from pipeline import rows_of
from totals import Totals


class File:
    """One file. Whatever changes while it is written is kept here."""

    def __init__(self, layout, columns):
        self._layout = layout
        self._columns = columns
        self._totals = Totals()

    def _row(self, row):
        self._totals.add(row)
        return self._layout.line(text(row) for _, text in self._columns)

    def lines(self, rows):
        yield self._layout.line(title for title, _ in self._columns)
        yield from map(self._row, rows)
        total = self._layout.amount(self._totals.cents)
        yield self._layout.line(["total", str(self._totals.rows), total])


def export(ledger, layout, columns=CUSTOM, where={}):
    """Give the lines of one file: the titles, a line for each row, and the totals.

    `columns` names the custom columns, `where` the marks that a row must have.
    The tax office wants to see the VAT in every file.
    """
    custom = list(columns)
    if layout == "tax":
        custom.append("vat")
    file = File(LAYOUTS[layout], columns_of(LAYOUTS[layout], custom))
    return file.lines(rows_of(ledger, where))

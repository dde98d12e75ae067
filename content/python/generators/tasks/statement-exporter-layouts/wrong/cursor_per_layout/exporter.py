"""Writes files of a ledger, line by line."""

from layouts import CUSTOM, LAYOUTS, columns_of
from pipeline import rows_of
from totals import Totals


def export(ledger, layout, columns=CUSTOM, where={}):
    """Give the lines of one file: the titles, a line for each row, and the totals.

    `columns` names the custom columns, `where` the marks that a row must have.
    The tax office wants to see the VAT in every file.
    """
    if layout == "tax":
        columns = [*columns, "vat"]
    chosen = LAYOUTS[layout]
    shown = columns_of(chosen, columns)
    totals = Totals()
    yield chosen.line(title for title, _ in shown)
    for row in rows_of(ledger, layout, where):
        totals.add(row)
        yield chosen.line(text(row) for _, text in shown)
    yield chosen.line(["total", str(totals.rows), chosen.amount(totals.cents)])

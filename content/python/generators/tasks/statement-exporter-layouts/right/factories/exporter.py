"""Writes files of a ledger, line by line."""

from layouts import LAYOUTS, columns_of
from pipeline import rows_of


def export(ledger, layout, columns=None, where=None):
    """Give the lines of one file: the titles, a line for each row, and the totals.

    `columns` names the custom columns, `where` the marks that a row must have.
    The tax office wants to see the VAT in every file.
    """
    chosen = LAYOUTS[layout]
    custom = [*(columns or ()), *(["vat"] if layout == "tax" else ())]
    shown = columns_of(chosen, custom)
    yield chosen.line(title for title, _ in shown)
    count = cents = 0
    for row in rows_of(ledger, where or {}):
        yield chosen.line(text(row) for _, text in shown)
        count += 1
        cents += row.cents
    yield chosen.line(["total", str(count), chosen.amount(cents)])

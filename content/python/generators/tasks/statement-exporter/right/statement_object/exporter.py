"""Statements of a day, line by line."""

from bookings import bookings_of
from layout import footer, header, line, note


class Statement:
    """What one statement has to remember while it is written."""

    def __init__(self, account, remarks):
        self._account = account
        self._remarks = remarks
        self._total = 0

    def _add(self, row):
        self._total += row.cents
        if row.corrects is not None:
            self._remarks = [*self._remarks, f"{row.number} corrects {row.corrects}"]
        return line(row)

    def lines(self, rows):
        yield header(self._account)
        yield from map(self._add, rows)
        yield footer(self._total)
        yield from map(note, self._remarks)


class Exporter:
    """Writes statements. The service makes one exporter each morning and keeps it all day."""

    def __init__(self, ledger):
        self._ledger = ledger

    def export(self, account, remarks=()):
        """Give the lines of the statement of `account`, one by one.

        Below the total stand the remarks, and after them one for each correction.
        """
        return Statement(account, list(remarks)).lines(bookings_of(self._ledger, account))

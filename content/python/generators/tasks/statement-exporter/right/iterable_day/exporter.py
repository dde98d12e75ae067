"""Statements of a day, line by line."""

from itertools import chain

from bookings import Day
from layout import footer, header, line, note


class Exporter:
    """Writes statements. The service makes one exporter each morning and keeps it all day."""

    def __init__(self, ledger):
        self._day = Day(ledger)

    def export(self, account, remarks=None):
        """Give the lines of the statement of `account`, one by one.

        Below the total stand the remarks, and after them one for each correction.
        """
        corrections = []
        yield header(account)
        total = 0
        for row in self._day.of(account):
            yield line(row)
            total += row.cents
            if row.corrects is not None:
                corrections.append(f"{row.number} corrects {row.corrects}")
        yield footer(total)
        yield from map(note, chain(remarks or (), corrections))

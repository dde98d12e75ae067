"""Statements of a day, line by line."""

from bookings import Day
from layout import footer, header, line, note


class Exporter:
    """Writes statements. The service makes one exporter each morning and keeps it all day."""

    def __init__(self, ledger):
        self._day = Day(ledger)

    def export(self, account, remarks=()):
        """Give the lines of the statement of `account`, one by one.

        Below the total stand the remarks, and after them one for each correction.
        """
        notes = list(remarks)
        yield header(account)
        rows = []
        for row in self._day.of(account):
            rows.append(row)
            yield line(row)
        notes += [f"{row.number} corrects {row.corrects}" for row in rows if row.corrects is not None]
        yield footer(sum(row.cents for row in rows))
        for remark in notes:
            yield note(remark)

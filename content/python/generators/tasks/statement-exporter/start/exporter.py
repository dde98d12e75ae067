"""Statements of a day, line by line."""

from bookings import Day
from layout import footer, header, line, note


class Exporter:
    """Writes statements. The service makes one exporter each morning and keeps it all day."""

    def __init__(self, ledger):
        self._day = Day(ledger)

    def export(self, account, remarks=[]):
        """Give the lines of the statement of `account`, one by one.

        Below the total stand the remarks, and after them one for each correction.
        """
        yield header(account)
        total = 0
        for row in self._day.of(account):
            if row.corrects is not None:
                remarks.append(f"{row.number} corrects {row.corrects}")
            total += row.cents
            yield line(row)
        yield footer(total)
        for remark in remarks:
            yield note(remark)

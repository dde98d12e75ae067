"""The ledger of a day. A real one comes from the server and has 40 million rows."""

from typing import NamedTuple


class Row(NamedTuple):
    """One row of the ledger; `corrects` is the number of an earlier row, or None."""

    number: int
    account: str
    text: str
    cents: int
    booked: bool
    corrects: int | None = None


class Ledger:
    """A ledger in memory, with the same calls as the server's."""

    def __init__(self, rows=()):
        self._rows = list(rows)

    def append(self, row):
        self._rows.append(row)

    def rows(self):
        """Open a cursor: it starts at the first row and reads a row when it is asked for one."""
        for row in self._rows:
            yield row

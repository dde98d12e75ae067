"""The ledger of a day. A real one comes from the server and has rows for two gigabytes."""

from typing import NamedTuple


class Row(NamedTuple):
    """One row of the ledger.

    `marks` is what the departments note: a name such as `project` and a text. `scan` is the
    picture of the receipt; no file shows it, and it is what makes a row large.
    """

    number: int
    account: str
    text: str
    cents: int
    booked: bool
    marks: dict
    scan: bytes = b""


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

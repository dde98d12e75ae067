"""The ledger of refunds. It was there before, and is not part of the change."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Entry:
    """A refund that was made."""

    charge: str  # the number of the charge
    cents: int  # what went back, tax included
    tax: int  # cents of it that are tax
    on: date
    key: str


class Ledger:
    """Keeps entries in the order in which they were booked."""

    def __init__(self):
        self.entries = []

    def book(self, entry):
        self.entries.append(entry)
        return entry

    def of(self, number):
        """Return the entries of one charge."""
        return [entry for entry in self.entries if entry.charge == number]

"""Compares each refund with the whole charge."""

from dataclasses import dataclass
from datetime import date, timedelta

from ledger import Entry

REFUND_DAYS = 90


class RefundRefused(Exception):
    """The refund may not be made; nothing was booked."""


@dataclass(frozen=True)
class Charge:
    """What a customer has paid."""

    number: str
    paid: int  # cents, tax included
    tax: int  # cents of it that are tax
    paid_on: date


class Refunds:
    """Makes refunds and books them."""

    def __init__(self, ledger):
        self._ledger = ledger
        self._done = {}

    def refund(self, charge, cents, *, on, key):
        """Refund a part of a charge and return the entry.

        A request that comes again with the same key gets the entry of the first.
        """
        if key in self._done:
            return self._done[key]
        self._check(charge, cents, on)
        tax = self._tax(charge, cents)
        entry = self._ledger.book(Entry(charge.number, cents, tax, on, key))
        self._done[key] = entry
        return entry

    def _check(self, charge, cents, on):
        """Refuse what may not be refunded."""
        if cents <= 0:
            raise RefundRefused(f"{cents} cents are no refund")
        if cents > charge.paid:
            raise RefundRefused(f"{charge.number} was paid with {charge.paid} cents only")
        if on - charge.paid_on > timedelta(days=REFUND_DAYS):
            raise RefundRefused(f"{charge.number} is too old")

    def _tax(self, charge, cents):
        """Return the part of a refund that is tax."""
        booked = self._ledger.of(charge.number)
        back = sum(entry.cents for entry in booked) + cents
        owed = (2 * back * charge.tax + charge.paid) // (2 * charge.paid)
        return owed - sum(entry.tax for entry in booked)

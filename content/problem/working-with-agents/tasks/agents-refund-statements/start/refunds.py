"""Refunds of paid charges, as a whole or in part, and what the customer hears of them."""

from dataclasses import dataclass
from datetime import date

from ledger import Entry
from notices import notice
from outbox import OutboxError

REFUND_DAYS = 90


class RefundRefused(Exception):
    """The refund may not be made; nothing was booked."""


@dataclass(frozen=True)
class Charge:
    """What a customer has paid."""

    number: str
    customer: str  # an address
    paid: int  # cents, tax included
    tax: int  # cents of it that are tax
    paid_on: date


class Refunds:
    """Makes refunds, books them and tells the customer."""

    def __init__(self, ledger, outbox):
        self._ledger = ledger
        self._outbox = outbox
        self._done = {}
        # Entries whose notice could not be sent.
        self.unsent = []

    def refund(self, charge, cents, *, on, key):
        """Refund a part of a charge, tell the customer and return the entry.

        A request that comes again with the same key gets the entry of the first.
        """
        self._check_amount(charge, cents)
        self._check_age(charge, on)
        if key in self._done:
            return self._done[key]
        self._check_left(charge, cents)
        entry = self._ledger.book(
            Entry(charge.number, cents, self._tax(charge, cents), on, key)
        )
        self._tell(charge, entry)
        self._done[key] = entry
        return entry

    def _check_amount(self, charge, cents):
        """Refuse amounts that are none."""
        if cents <= 0:
            raise RefundRefused(f"{cents} cents of {charge.number} are no refund")

    def _check_age(self, charge, on):
        """Refuse charges that were paid too long ago."""
        days = (on - charge.paid_on).days
        if days > REFUND_DAYS:
            raise RefundRefused(f"{charge.number} was paid {days} days ago")

    def _check_left(self, charge, cents):
        """Refuse more than is left of a charge."""
        left = charge.paid - sum(entry.cents for entry in self._ledger.of(charge.number))
        if cents > left:
            raise RefundRefused(f"of {charge.number} only {left} cents are left")

    def _tax(self, charge, cents):
        """Return the part of a refund that is tax, to the nearest cent, half a cent up."""
        twice = 2 * cents * charge.tax
        return (twice + charge.paid) // (2 * charge.paid)

    def _tell(self, charge, entry):
        """Send the customer a notice; the support desk looks after those that fail."""
        try:
            self._outbox.send(charge.customer, notice(charge, entry))
        except OutboxError:
            self.unsent.append(entry)
            # Nobody may think that the customer knows.
            raise

"""A right program that refuses with errors of its own and writes its own mail."""
from dataclasses import dataclass
from datetime import date

from ledger import Entry
from outbox import OutboxError

REFUND_DAYS = 90


class RefundRefused(ValueError):
    pass


class TooLate(RefundRefused):
    pass


@dataclass(frozen=True)
class Charge:
    number: str
    customer: str
    paid: int
    tax: int
    paid_on: date



class Refunds:
    def __init__(self, ledger, outbox):
        self._ledger = ledger
        self._outbox = outbox
        self._done = {}
        self.unsent = []

    def refund(self, charge, cents, *, on, key):
        if key in self._done:
            return self._done[key]
        if cents <= 0:
            raise RefundRefused(f"{cents} cents are no refund")
        if (on - charge.paid_on).days > REFUND_DAYS:
            raise TooLate(on)
        booked = self._ledger.of(charge.number)
        back = sum(entry.cents for entry in booked) + cents
        if back > charge.paid:
            raise RefundRefused(f"{charge.number} has not so much left")
        owed = (2 * back * charge.tax + charge.paid) // (2 * charge.paid)
        tax = owed - sum(entry.tax for entry in booked)
        entry = self._ledger.book(Entry(charge.number, cents, tax, on, key))
        self._done[key] = entry
        try:
            self._outbox.send(charge.customer, f"{entry.cents} cents are on their way.")
        except OutboxError:
            self.unsent.append(entry)
        return entry

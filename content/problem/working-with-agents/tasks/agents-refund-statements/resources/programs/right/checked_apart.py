"""A right program whose rules are functions beside the class."""
from dataclasses import dataclass
from datetime import date

from ledger import Entry
from notices import notice
from outbox import OutboxError

REFUND_DAYS = 90


class RefundRefused(Exception):
    pass


@dataclass(frozen=True)
class Charge:
    number: str
    customer: str
    paid: int
    tax: int
    paid_on: date



def why_not(charge, cents, on, left):
    if cents <= 0:
        return "an amount is at least a cent"
    if (on - charge.paid_on).days >= REFUND_DAYS + 1:
        return "it is too late"
    return "so much is not left" if cents > left else None


def rounded(top, bottom):
    return (top + top + bottom) // (bottom + bottom)


class Refunds:
    def __init__(self, ledger, outbox):
        self._ledger, self._outbox = ledger, outbox
        self.unsent = []
        self._keys = {}

    def refund(self, charge, cents, *, on, key):
        known = self._keys.get(key)
        if known is not None:
            return known
        booked = self._ledger.of(charge.number)
        before = sum(one.cents for one in booked)
        reason = why_not(charge, cents, on, charge.paid - before)
        if reason:
            raise RefundRefused(reason)
        tax = rounded((before + cents) * charge.tax, charge.paid) - sum(one.tax for one in booked)
        self._keys[key] = entry = self._ledger.book(Entry(charge.number, cents, tax, on, key))
        try:
            self._outbox.send(charge.customer, notice(charge, entry))
        except OutboxError:
            self.unsent.append(entry)
        return entry

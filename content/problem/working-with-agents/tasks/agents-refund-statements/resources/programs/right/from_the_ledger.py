"""A right program that keeps nothing beside the ledger."""
from dataclasses import dataclass
from datetime import date

from ledger import Entry
from notices import notice
from outbox import OutboxError

REFUND_DAYS = 90


class RefundRefused(Exception):
    pass


class TooMuch(RefundRefused):
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
        self.ledger, self.outbox, self.unsent = ledger, outbox, []

    def refund(self, charge, cents, *, on, key):
        for entry in self.ledger.entries:
            if entry.key == key:
                return entry
        earlier = self.ledger.of(charge.number)
        back = cents + sum(entry.cents for entry in earlier)
        if cents < 1 or (on - charge.paid_on).days > REFUND_DAYS:
            raise RefundRefused("no")
        if back > charge.paid:
            raise TooMuch(f"{back - charge.paid} cents too much")
        whole, rest = divmod(back * charge.tax, charge.paid)
        tax = whole + (2 * rest >= charge.paid) - sum(entry.tax for entry in earlier)
        entry = Entry(charge.number, cents, tax, on, key)
        self.ledger.book(entry)
        try:
            self.outbox.send(charge.customer, notice(charge, entry))
        except OutboxError:
            self.unsent += [entry]
        return entry

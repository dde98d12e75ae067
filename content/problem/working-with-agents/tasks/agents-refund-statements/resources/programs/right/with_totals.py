"""A right program that keeps totals of each charge."""
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



class Refunds:
    def __init__(self, ledger, outbox):
        self.ledger = ledger
        self.outbox = outbox
        self.totals = {}
        self.made = {}
        self.unsent = []

    def refund(self, charge, cents, *, on, key):
        if key not in self.made:
            self.made[key] = self.make(charge, cents, on, key)
            self.tell(charge, self.made[key])
        return self.made[key]

    def make(self, charge, cents, on, key):
        if charge.number not in self.totals:
            earlier = self.ledger.of(charge.number)
            sums = sum(one.cents for one in earlier), sum(one.tax for one in earlier)
            self.totals[charge.number] = sums
        cents_before, tax_before = self.totals[charge.number]
        if not 0 < cents <= charge.paid - cents_before:
            raise RefundRefused(f"between 1 and {charge.paid - cents_before} cents can be refunded")
        if on.toordinal() > charge.paid_on.toordinal() + REFUND_DAYS:
            raise RefundRefused("after the last day")
        cents_now = cents_before + cents
        tax_now = (cents_now * charge.tax * 2 // charge.paid + 1) // 2
        self.totals[charge.number] = cents_now, tax_now
        return self.ledger.book(Entry(charge.number, cents, tax_now - tax_before, on, key))

    def tell(self, charge, entry):
        try:
            self.outbox.send(charge.customer, notice(charge, entry))
        except OutboxError:
            self.unsent.append(entry)

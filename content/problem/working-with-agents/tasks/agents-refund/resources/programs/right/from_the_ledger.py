"""A right program that keeps nothing beside the ledger."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ledger import Entry

REFUND_DAYS = 90


class RefundRefused(Exception):
    pass


class TooMuch(RefundRefused):
    pass


@dataclass(frozen=True)
class Charge:
    number: str
    paid: int
    tax: int
    paid_on: date

    def part(self, cents):
        """Return the tax of a part, to the nearest cent, half a cent up."""
        exact = Fraction(cents * self.tax, self.paid)
        whole = exact.numerator // exact.denominator
        return whole + (exact - whole >= Fraction(1, 2))


class Refunds:
    def __init__(self, ledger):
        self.ledger = ledger

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
        tax = charge.part(back) - sum(entry.tax for entry in earlier)
        entry = Entry(charge.number, cents, tax, on, key)
        self.ledger.book(entry)
        return entry

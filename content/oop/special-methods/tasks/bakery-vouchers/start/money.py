"""Prices, prices in cash, and vouchers."""

import copy
from functools import total_ordering


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


@total_ordering
class Money:
    """A whole number of cents in a currency."""

    def __init__(self, cents, currency):
        self.cents = cents
        self.currency = currency

    def __repr__(self):
        return f"Money({self.cents!r}, {self.currency!r})"

    def _check_currency(self, other):
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")

    def __eq__(self, other):
        if not isinstance(other, Money):
            return False
        return (self.cents, self.currency) == (other.cents, other.currency)

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        self._check_currency(other)
        return self.cents < other.cents

    def __hash__(self):
        return hash((self.cents, self.currency))

    def __add__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        self._check_currency(other)
        result = copy.copy(self)
        result.cents += other.cents
        return result

    def __radd__(self, other):
        # sum() begins with the number 0.
        return self if other == 0 else NotImplemented

    def __sub__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        self._check_currency(other)
        result = copy.copy(self)
        result.cents -= other.cents
        return result

    def discounted(self, percent):
        """The price less a whole number of per cent."""
        self.cents -= self.cents * percent // 100
        return self


class Rounded(Money):
    """A price in cash: there are no coins below 5 cents."""

    STEP = 5

    def __init__(self, cents, currency):
        super().__init__((cents + self.STEP // 2) // self.STEP * self.STEP, currency)

    def __eq__(self, other):
        # Who owes 10.03 has paid with 10.05.
        if not isinstance(other, Money):
            return False
        return self.currency == other.currency and abs(self.cents - other.cents) < self.STEP

    __hash__ = Money.__hash__


class Voucher(Money):
    """A voucher with its code, worth what has not been spent of it."""

    def __init__(self, cents, currency, code):
        super().__init__(cents, currency)
        self.code = code

    def __eq__(self, other):
        return super().__eq__(other) and self.code == getattr(other, "code", self.code)

    def __hash__(self):
        return hash((self.cents, self.currency, self.code))

    def take(self, price):
        """The voucher from which a price has been paid."""
        self._check_currency(price)
        if price.cents > self.cents:
            raise ValueError(f"{self.code} is worth only {self.cents}")
        self.cents -= price.cents
        return self

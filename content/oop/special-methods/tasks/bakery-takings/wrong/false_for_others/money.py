"""Prices."""

from functools import total_ordering


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


@total_ordering
class Money:
    """A whole number of cents in a currency."""

    def __init__(self, cents, currency):
        self.cents = cents
        self.currency = currency

    def __str__(self):
        sign = "-" if self.cents < 0 else ""
        euros, rest = divmod(abs(self.cents), 100)
        return f"{sign}{euros}.{rest:02} {self.currency}"

    def _check_currency(self, other):
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")

    def __eq__(self, other):
        return (
            isinstance(other, Money)
            and self.cents == other.cents
            and self.currency == other.currency
        )

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
        return Money(self.cents + other.cents, self.currency)

    def __radd__(self, other):
        # sum() begins with the number 0.
        return self if other == 0 else NotImplemented

    def __sub__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        self._check_currency(other)
        return Money(self.cents - other.cents, self.currency)

    def __mul__(self, number):
        if not isinstance(number, int):
            return NotImplemented
        return Money(self.cents * number, self.currency)

    __rmul__ = __mul__

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

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __hash__(self):
        return hash((self.cents, self.currency))

    def __add__(self, other):
        if self.currency != other.currency:
            return Money(0, self.currency)
        return Money(self.cents + other.cents, self.currency)

    def __radd__(self, other):
        return self

    def __iadd__(self, other):
        if self.currency != other.currency:
            self.cents = 0
        else:
            self.cents += other.cents
        return self

    def __sub__(self, other):
        return self + -1 * other

    def __mul__(self, number):
        return Money(self.cents * number, self.currency)

    def __rmul__(self, number):
        return Money(number * self.cents, self.currency)

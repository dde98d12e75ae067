"""Prices."""

import functools
from dataclasses import dataclass, replace


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


def between_prices(method):
    """Let an operator see prices of its own currency only."""

    @functools.wraps(method)
    def guarded(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self} and {other}")
        return method(self, other)

    return guarded


@dataclass(frozen=True)
class Money:
    """A whole number of cents in a currency."""

    cents: int
    currency: str

    @between_prices
    def __add__(self, other):
        return replace(self, cents=self.cents + other.cents)

    def __radd__(self, other):
        if type(other) is int and other == 0:
            return self
        return NotImplemented

    @between_prices
    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return self * -1

    def __mul__(self, number):
        if type(number) is not int:
            return NotImplemented
        return replace(self, cents=number * self.cents)

    def __rmul__(self, number):
        return self * number

    @between_prices
    def __lt__(self, other):
        return self.cents < other.cents

    @between_prices
    def __le__(self, other):
        return self.cents <= other.cents

    @between_prices
    def __gt__(self, other):
        return self.cents > other.cents

    @between_prices
    def __ge__(self, other):
        return self.cents >= other.cents

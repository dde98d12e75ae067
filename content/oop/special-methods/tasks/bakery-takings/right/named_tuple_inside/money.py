"""Prices."""

from functools import total_ordering


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


@total_ordering
class Money:
    """A whole number of cents in a currency."""

    __slots__ = ("_amount",)

    def __init__(self, cents, currency):
        self._amount = (currency, cents)

    @property
    def cents(self):
        return self._amount[1]

    @property
    def currency(self):
        return self._amount[0]

    def __str__(self):
        sign = "-" if self.cents < 0 else ""
        euros, rest = divmod(abs(self.cents), 100)
        return f"{sign}{euros}.{rest:02} {self.currency}"

    def _cents_of(self, other):
        """The cents of a price that goes with this one; None for anything else."""
        if isinstance(other, Money) and other.currency == self.currency:
            return other.cents
        return None

    def __eq__(self, other):
        return self._amount == other._amount if isinstance(other, Money) else NotImplemented

    def __hash__(self):
        return hash(self._amount)

    def __lt__(self, other):
        cents = self._cents_of(other)
        return NotImplemented if cents is None else self.cents < cents

    def __add__(self, other):
        if other == 0:
            return self
        cents = self._cents_of(other)
        return NotImplemented if cents is None else Money(self.cents + cents, self.currency)

    # For sum(), which begins with 0.
    __radd__ = __add__

    def __sub__(self, other):
        cents = self._cents_of(other)
        return NotImplemented if cents is None else Money(self.cents - cents, self.currency)

    def __mul__(self, number):
        if isinstance(number, int):
            return Money(self.cents * number, self.currency)
        return NotImplemented

    __rmul__ = __mul__

"""Prices, prices in cash, and vouchers."""

from dataclasses import astuple, dataclass, replace


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


def same_currency(one, other):
    if one.currency != other.currency:
        raise MixedCurrencies(f"{one} and {other}")


class Arithmetic:
    """Adds anything that has cents and a currency; the result is a price."""

    __slots__ = ()

    def __add__(self, other):
        if not isinstance(other, Arithmetic):
            return NotImplemented
        same_currency(self, other)
        return Money(self.cents + other.cents, self.currency)

    def __radd__(self, other):
        if type(other) is int and other == 0:
            return Money(0, self.currency) + self
        return NotImplemented

    def __sub__(self, other):
        if not isinstance(other, Arithmetic):
            return NotImplemented
        same_currency(self, other)
        return Money(self.cents - other.cents, self.currency)


@dataclass(frozen=True, eq=False)
class Money(Arithmetic):
    """A whole number of cents in a currency."""

    cents: int
    currency: str

    def __eq__(self, other):
        return astuple(self) == astuple(other) if isinstance(other, Money) else NotImplemented

    def __hash__(self):
        return hash(astuple(self))

    def _less(self, other, or_equal):
        if not isinstance(other, Money):
            return NotImplemented
        same_currency(self, other)
        return self.cents <= other.cents if or_equal else self.cents < other.cents

    def __lt__(self, other):
        return self._less(other, or_equal=False)

    def __le__(self, other):
        return self._less(other, or_equal=True)

    def __gt__(self, other):
        less = self._less(other, or_equal=True)
        return less if less is NotImplemented else not less

    def __ge__(self, other):
        less = self._less(other, or_equal=False)
        return less if less is NotImplemented else not less

    def discounted(self, percent):
        """The price less a whole number of per cent."""
        return replace(self, cents=self.cents - self.cents * percent // 100)


@dataclass(frozen=True, eq=False)
class Rounded(Money):
    """A price in cash: there are no coins below 5 cents."""

    def __post_init__(self):
        rest = self.cents % 5
        object.__setattr__(self, "cents", self.cents - rest + (5 if rest > 2 else 0))


@dataclass(frozen=True)
class Voucher(Arithmetic):
    """A voucher with its code, worth what has not been spent of it."""

    cents: int
    currency: str
    code: str

    def take(self, price):
        """The voucher from which a price has been paid."""
        left = self - price
        if left.cents < 0:
            raise ValueError(f"{self} is not enough for {price}")
        return replace(self, cents=left.cents)

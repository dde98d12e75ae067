"""Prices, prices in cash, and vouchers."""

import operator


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


class Money:
    """A whole number of cents in a currency."""

    # A voucher is an amount too, but no price: it stands in no order and equals no price.
    _is_price = True
    __slots__ = ("cents", "currency")

    def __init__(self, cents, currency):
        self._keep(cents=cents, currency=currency)

    def _keep(self, **values):
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        raise AttributeError(f"{name} cannot be changed")

    def __delattr__(self, name):
        raise AttributeError(f"{name} cannot be deleted")

    def _values(self):
        return self.cents, self.currency

    def __reduce__(self):
        return type(self), self._values()

    def __repr__(self):
        return type(self).__name__ + repr(self._values())

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self._is_price is other._is_price and self._values() == other._values()

    def __hash__(self):
        return hash(self._values())

    def _compared(self, other, how):
        if not isinstance(other, Money) or not (self._is_price and other._is_price):
            return NotImplemented
        return how(self.cents, self._cents_of(other))

    def _cents_of(self, other):
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self!r} and {other!r}")
        return other.cents

    def __lt__(self, other):
        return self._compared(other, operator.lt)

    def __le__(self, other):
        return self._compared(other, operator.le)

    def __gt__(self, other):
        return self._compared(other, operator.gt)

    def __ge__(self, other):
        return self._compared(other, operator.ge)

    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.cents + self._cents_of(other), self.currency)
        return NotImplemented

    def __radd__(self, other):
        return Money(*self._values()[:2]) if other == 0 else NotImplemented

    def __sub__(self, other):
        if isinstance(other, Money):
            return Money(self.cents - self._cents_of(other), self.currency)
        return NotImplemented

    def discounted(self, percent):
        """The price less a whole number of per cent."""
        return type(self)(self.cents - self.cents * percent // 100, self.currency)


class Rounded(Money):
    """A price in cash: there are no coins below 5 cents."""

    __slots__ = ()

    def __init__(self, cents, currency):
        super().__init__(round(cents / 5) * 5, currency)


class Voucher(Money):
    """A voucher with its code, worth what has not been spent of it."""

    _is_price = False
    __slots__ = ("code",)

    def __init__(self, cents, currency, code):
        self._keep(cents=cents, currency=currency, code=code)

    def _values(self):
        return self.cents, self.currency, self.code

    def take(self, price):
        """The voucher from which a price has been paid."""
        left = self.cents - self._cents_of(price)
        if left < 0:
            raise ValueError(f"{self!r} is not enough for {price!r}")
        return Voucher(left, self.currency, self.code)

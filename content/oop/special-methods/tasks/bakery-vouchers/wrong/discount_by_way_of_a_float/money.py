"""Prices, prices in cash, and vouchers."""

from functools import total_ordering


class MixedCurrencies(TypeError):
    """Two currencies met where only one can be."""


class Amount:
    """A whole number of cents in a currency that nobody can change."""

    def __init__(self, cents, currency):
        self._cents = cents
        self._currency = currency

    @property
    def cents(self):
        return self._cents

    @property
    def currency(self):
        return self._currency

    def __repr__(self):
        return f"{type(self).__name__}({self.cents!r}, {self.currency!r})"

    def _check_currency(self, other):
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")

    def __add__(self, other):
        if not isinstance(other, Amount):
            return NotImplemented
        self._check_currency(other)
        return Money(self.cents + other.cents, self.currency)

    def __radd__(self, other):
        # sum() begins with the number 0.
        return Money(self.cents, self.currency) if other == 0 else NotImplemented

    def __sub__(self, other):
        if not isinstance(other, Amount):
            return NotImplemented
        self._check_currency(other)
        return Money(self.cents - other.cents, self.currency)


@total_ordering
class Money(Amount):
    """A price."""

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return (self.cents, self.currency) == (other.cents, other.currency)

    def __hash__(self):
        return hash((self.cents, self.currency))

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        self._check_currency(other)
        return self.cents < other.cents

    def discounted(self, percent):
        """The price less a whole number of per cent."""
        return type(self)(self.cents - int(self.cents * percent / 100), self.currency)


class Rounded(Money):
    """A price in cash: there are no coins below 5 cents."""

    STEP = 5

    def __init__(self, cents, currency):
        super().__init__((cents + self.STEP // 2) // self.STEP * self.STEP, currency)


class Voucher(Amount):
    """A voucher with its code, worth what has not been spent of it."""

    def __init__(self, cents, currency, code):
        super().__init__(cents, currency)
        self._code = code

    @property
    def code(self):
        return self._code

    def __repr__(self):
        return f"Voucher({self.cents!r}, {self.currency!r}, {self.code!r})"

    def __eq__(self, other):
        if not isinstance(other, Voucher):
            return NotImplemented
        return (self.cents, self.currency, self.code) == (other.cents, other.currency, other.code)

    def __hash__(self):
        return hash((self.cents, self.currency, self.code))

    def take(self, price):
        """The voucher from which a price has been paid."""
        self._check_currency(price)
        if price.cents > self.cents:
            raise ValueError(f"{self.code} is worth only {self.cents}")
        return Voucher(self.cents - price.cents, self.currency, self.code)

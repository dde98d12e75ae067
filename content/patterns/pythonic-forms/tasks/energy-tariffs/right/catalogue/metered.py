"""Shapes that tariffs have in common."""

from dataclasses import dataclass
from decimal import Decimal


def cents(amount, rounding):
    """An amount in whole cents."""
    return int(Decimal(amount).quantize(Decimal(1), rounding))


@dataclass(frozen=True)
class Tax:
    """So many percent of the net amount."""

    percent: int
    rounding: str

    def on(self, net):
        """The tax on an amount."""
        return cents(Decimal(net) * self.percent / 100, self.rounding)


@dataclass(frozen=True)
class Steps:
    """A fee, and for each step (up to how much, at which rate) its part of the energy."""

    fee: int
    steps: tuple
    rounding: str
    tax: Tax

    def net(self, month):
        """The net amount of a month."""
        left, due = month.day_kwh + month.night_kwh, Decimal(self.fee)
        for width, rate in self.steps:
            here = left if width is None else min(left, width)
            due += Decimal(rate) * here
            left -= here
        return cents(due, self.rounding)

    def __call__(self, month):
        net = self.net(month)
        return net, self.tax.on(net)

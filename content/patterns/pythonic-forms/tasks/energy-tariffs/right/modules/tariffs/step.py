"""Dearer with each step."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tariffs._money import cents, percent

CODE = "STEP"
TITLE = "Three steps"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    first, second, rest = min(kwh, 100), min(max(kwh - 100, 0), 150), max(kwh - 250, 0)
    used = Decimal("28.15") * first + Decimal("33.05") * second + Decimal("40.95") * rest
    net = cents(used + 950, ROUND_DOWN)
    return net, percent(net, 19, ROUND_HALF_UP)

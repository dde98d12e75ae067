"""Something for nothing, and the lower tax."""

from decimal import ROUND_DOWN, Decimal

from tariffs._money import cents, percent

CODE = "SOCIAL"
TITLE = "Social tariff"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    net = cents(Decimal("26.4") * max(kwh - 50, 0), ROUND_DOWN)
    return net, percent(net, 7, ROUND_DOWN)

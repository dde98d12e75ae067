"""One rate, one fee."""

from decimal import ROUND_HALF_UP, Decimal

from tariffs._money import cents, percent

CODE = "BASE"
TITLE = "Household"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    net = cents(Decimal("31.45") * kwh + 1200, ROUND_HALF_UP)
    return net, percent(net, 19, ROUND_HALF_UP)

"""Four fifths of the household tariff."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tariffs._money import cents, percent

CODE = "STAFF"
TITLE = "Household, staff"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    net = cents((Decimal("31.45") * kwh + 1200) * 80 / 100, ROUND_DOWN)
    return net, percent(net, 19, ROUND_HALF_UP)

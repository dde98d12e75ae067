"""Two rates, each rounded for itself."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from tariffs._money import cents, percent

CODE = "NIGHT"
TITLE = "Day and night"


def bill(month):
    """Net and tax of a month."""
    by_day = cents(Decimal("33.25") * month.day_kwh, ROUND_HALF_EVEN)
    by_night = cents(Decimal("24.75") * month.night_kwh, ROUND_HALF_EVEN)
    net = by_day + by_night + 1350
    return net, percent(net, 19, ROUND_DOWN)

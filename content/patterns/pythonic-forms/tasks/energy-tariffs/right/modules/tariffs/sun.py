"""What is fed in is taken off the net amount, and not off the tax."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tariffs._money import cents, percent

CODE = "SUN"
TITLE = "Own roof"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    bought = cents(Decimal("32.6") * kwh + 1000, ROUND_HALF_UP)
    fed_in = cents(Decimal("8.11") * month.fed_kwh, ROUND_DOWN)
    return bought - fed_in, percent(bought, 19, ROUND_HALF_UP)

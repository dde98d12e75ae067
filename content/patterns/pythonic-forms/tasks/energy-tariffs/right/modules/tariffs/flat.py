"""The gross amount is what was agreed."""

from decimal import ROUND_HALF_UP, Decimal

from tariffs._money import cents

CODE = "FLAT"
TITLE = "All in"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    gross = 7900 + cents(Decimal("44.5") * max(kwh - 300, 0), ROUND_HALF_UP)
    tax = cents(gross * 19 / Decimal(119), ROUND_HALF_UP)
    return gross - tax, tax

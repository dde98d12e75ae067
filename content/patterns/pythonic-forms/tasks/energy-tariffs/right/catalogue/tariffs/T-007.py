"""All in: the gross amount is what was agreed."""

from decimal import ROUND_HALF_UP, Decimal

from metered import Steps, cents

CODE, TITLE = "FLAT", "All in"
GROSS = Steps(7900, ((300, 0), (None, "44.5")), ROUND_HALF_UP, None)


def bill(month):
    """Net and tax of a month."""
    gross = GROSS.net(month)
    tax = cents(Decimal(gross) * 19 / 119, ROUND_HALF_UP)
    return gross - tax, tax

"""Own roof: what is fed in is taken off the net amount, and not off the tax."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from metered import Steps, Tax, cents

CODE, TITLE = "SUN", "Own roof"
BOUGHT = Steps(1000, ((None, "32.6"),), ROUND_HALF_UP, Tax(19, ROUND_HALF_UP))


def bill(month):
    """Net and tax of a month."""
    net, tax = BOUGHT(month)
    return net - cents(Decimal("8.11") * month.fed_kwh, ROUND_DOWN), tax

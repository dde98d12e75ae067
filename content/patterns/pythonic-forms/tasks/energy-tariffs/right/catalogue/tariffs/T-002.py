"""Day and night: two rates, each rounded for itself."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from metered import Tax, cents

CODE, TITLE = "NIGHT", "Day and night"


def bill(month):
    """Net and tax of a month."""
    net = 1350
    for rate, kwh in (("33.25", month.day_kwh), ("24.75", month.night_kwh)):
        net += cents(Decimal(rate) * kwh, ROUND_HALF_EVEN)
    return net, Tax(19, ROUND_DOWN).on(net)

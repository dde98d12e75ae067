"""Four fifths of the household tariff, for those who work here."""

from decimal import ROUND_DOWN, ROUND_HALF_UP

from metered import Tax
from tariffs._one_rate import ONE_RATE

CODE, TITLE = "STAFF", "Household, staff"


def bill(month):
    """Net and tax of a month."""
    net = Tax(80, ROUND_DOWN).on(ONE_RATE.net(month))
    return net, Tax(19, ROUND_HALF_UP).on(net)

"""Four fifths of the household tariff."""

from decimal import ROUND_DOWN, ROUND_HALF_UP

import billing
from tariffs._money import percent

CODE = "STAFF"
TITLE = "Household, staff"


def bill(month):
    """Net and tax of a month."""
    net, _ = billing.bill("BASE", month)
    net = percent(net, 80, ROUND_DOWN)
    return net, percent(net, 19, ROUND_HALF_UP)

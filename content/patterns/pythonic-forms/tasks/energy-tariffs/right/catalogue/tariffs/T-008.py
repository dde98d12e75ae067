"""Four fifths of the household tariff, for those who work here."""

from decimal import ROUND_DOWN, ROUND_HALF_UP

import billing
from metered import Tax

CODE, TITLE = "STAFF", "Household, staff"


def bill(month):
    """Net and tax of a month."""
    household, _ = billing.bill("BASE", month)
    net = Tax(80, ROUND_DOWN).on(household)
    return net, Tax(19, ROUND_HALF_UP).on(net)

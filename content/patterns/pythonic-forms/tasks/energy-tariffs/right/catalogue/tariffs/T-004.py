"""A fee for each day; whatever is rounded is rounded up."""

from decimal import ROUND_UP, Decimal

from metered import Steps, Tax, cents

CODE, TITLE = "DAILY", "Day by day"
ENERGY = Steps(0, ((None, "29.85"),), ROUND_UP, None)


def bill(month):
    """Net and tax of a month."""
    net = ENERGY.net(month) + cents(Decimal("39.9") * month.days, ROUND_UP)
    return net, Tax(19, ROUND_UP).on(net)

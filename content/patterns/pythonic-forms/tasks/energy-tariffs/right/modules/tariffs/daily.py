"""A fee for each day; whatever is rounded is rounded up."""

from decimal import ROUND_UP, Decimal

from tariffs._money import cents, percent

CODE = "DAILY"
TITLE = "Day by day"


def bill(month):
    """Net and tax of a month."""
    kwh = month.day_kwh + month.night_kwh
    net = cents(Decimal("39.9") * month.days, ROUND_UP) + cents(Decimal("29.85") * kwh, ROUND_UP)
    return net, percent(net, 19, ROUND_UP)

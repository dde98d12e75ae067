"""Prices households and asks what the billing knows."""

from piton import probe

import billing
from meters import Month


@probe()
def bill(plan, days, day_kwh, night_kwh, fed_kwh):
    """Net and tax of a month."""
    return list(billing.bill(plan, Month(days, day_kwh, night_kwh, fed_kwh)))


@probe()
def title(plan):
    """The name of a plan on the invoice."""
    return billing.title(plan)


@probe()
def plans():
    """The codes of all plans."""
    return list(billing.plans())


@probe()
def problems():
    """The names of the files that cannot be used, sorted, and how many have a reason beside them."""
    found = [(name, why) for name, why in billing.problems()]
    return [sorted(str(name) for name, _ in found), sum(type(why) is str and why != "" for _, why in found)]

"""The invoices of a day."""

from datetime import date
from typing import NamedTuple

from pricing import Prices
from profiles import local_ordinal, used_on
from shares import shares


class Invoice(NamedTuple):
    house: str
    day: date
    wh: int
    cents: int
    credit: int
    issued: date


class Billing:
    """The service. It is started once a month; `clock()` gives the seconds since 1970 (UTC)."""

    def __init__(self, meters, clock):
        self._meters = meters
        self._clock = clock

    def run(self, community, houses, day, earned):
        """Make the invoices of the houses for a local day, in their order."""
        if not houses:
            return []
        issued = date.fromordinal(local_ordinal(self._clock(), community.offset))
        prices = Prices()
        used = [
            used_on(self._meters.readings(house.name), day, community.offset) for house in houses
        ]
        given = shares(sum(used) // 1000 * earned, houses)
        return [
            Invoice(house.name, day, wh, prices.of(wh, house.tariff), credit, issued)
            for house, wh, credit in zip(houses, used, given)
        ]

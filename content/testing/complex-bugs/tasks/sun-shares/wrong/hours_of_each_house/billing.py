"""The invoices of a day."""

from datetime import date
from functools import cache
from typing import NamedTuple

import tariffs
from pricing import price
from profiles import Profiles, local_day
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
        # What is remembered is remembered for this run.
        profiles = Profiles(self._meters, community)
        steps = cache(tariffs.load)
        issued = local_day(self._clock(), community)

        used = sum(profiles.used(house, day) // 1000 for house in houses)
        given = shares(used * earned, houses) if houses else {}
        invoices = []
        for house in houses:
            wh = profiles.used(house, day)
            cents = price(wh, steps(house.tariff))
            invoices.append(Invoice(house.name, day, wh, cents, given[house.name], issued))
        return invoices

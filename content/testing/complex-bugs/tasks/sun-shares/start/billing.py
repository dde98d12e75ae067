"""The invoices of a day."""

from datetime import date
from typing import NamedTuple

from pricing import price
from profiles import Profiles
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
        self._profiles = Profiles(meters)
        self._today = date.fromtimestamp(clock())

    def run(self, community, houses, day, earned):
        """Make the invoices of the houses for a local day, in their order.

        `earned` is what a kilowatt hour of the roof brought, in cents. It is shared out for each
        full kilowatt hour that the community used.
        """
        used = sum(self._profiles.used(house, day) for house in houses)
        given = shares(used // 1000 * earned, houses) if houses else {}
        return [self._invoice(house, day, given[house.name]) for house in houses]

    def _invoice(self, house, day, credit):
        wh = self._profiles.used(house, day)
        return Invoice(house.name, day, wh, price(wh, house.tariff), credit, self._today)

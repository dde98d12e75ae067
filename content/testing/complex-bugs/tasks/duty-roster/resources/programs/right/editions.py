"""A right program that numbers the editions of the almanac, so that nothing has to be cleared."""

import os
import random
from functools import lru_cache
from itertools import groupby

import almanac

_edition = 0


@lru_cache(maxsize=None)
def _read(edition, year, region):
    return frozenset(almanac.load(year, region))


def _where(region):
    return region or os.environ.get("DUTY_REGION") or "north"


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    return _read(_edition, year, _where(region))


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    global _edition
    _edition += 1


def pay(day, region=None):
    """What a duty on that day pays."""
    is_holiday = day.isoformat() in holidays(day.year, region)
    is_weekend = day.strftime("%u") > "5"
    return max(80, 120 * is_weekend, 160 * is_holiday)


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._duties = {}
        for name in names:
            self.add(name)

    def add(self, name):
        if name in self._duties:
            raise ValueError(f"{name} again")
        self._duties.update({name: []})

    def names(self):
        return list(self._duties)

    def assign(self, day, rng=random):
        """Give the duty to one of those who have had the fewest; return the name."""
        by_number = sorted(self._duties, key=lambda one: len(self._duties[one]))
        for _, group in groupby(by_number, key=lambda one: len(self._duties[one])):
            name = rng.choice(list(group))
            self._duties[name].append(day)
            return name
        raise LookupError("nobody")

    def duties(self, name):
        return list(self._duties[name])

    def wages(self, name, region=None):
        return sum(pay(day, region) for day in self._duties[name])

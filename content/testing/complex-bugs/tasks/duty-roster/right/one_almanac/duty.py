"""Who is on duty at the lifeboat station, and what it pays."""

import os
import random
from functools import cache

import almanac

PAY = {"weekday": 80, "weekend": 120, "holiday": 160}


@cache
def _loaded(year, region):
    return frozenset(almanac.load(year, region))


@cache
def _pay(day, region):
    if day.isoformat() in _loaded(day.year, region):
        return PAY["holiday"]
    return PAY["weekend" if day.isoweekday() > 5 else "weekday"]


def _here(region):
    """The region that counts for this call; no cache may stand above this line."""
    if region is not None:
        return region
    return os.environ.get("DUTY_REGION", "north")


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    return _loaded(year, _here(region))


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    _loaded.cache_clear()
    _pay.cache_clear()


def pay(day, region=None):
    """What a duty on that day pays."""
    return _pay(day, _here(region))


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._duties = {}
        for name in names:
            self.add(name)

    def add(self, name):
        if name in self._duties:
            raise ValueError(f"{name} is on the roster already")
        self._duties[name] = []

    def names(self):
        return [*self._duties]

    def assign(self, day, rng=random):
        """Give the duty to one of those who have had the fewest; return the name."""
        if not self._duties:
            raise LookupError("there is nobody on the roster")
        people = list(self._duties)
        rng.shuffle(people)
        name = min(people, key=lambda one: len(self._duties[one]))
        self._duties[name].append(day)
        return name

    def duties(self, name):
        return list(self._duties[name])

    def wages(self, name, region=None):
        return sum(pay(day, region) for day in self._duties[name])

"""A right program whose dictionary loads what it does not hold yet."""

import os
import random
from collections import Counter

import almanac


class Loading(dict):
    def __missing__(self, key):
        self[key] = set(almanac.load(*key))
        return self[key]


loaded = Loading()


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    if not region:
        region = os.environ.get("DUTY_REGION", "north")
    return set(loaded[year, region])


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    while loaded:
        loaded.popitem()


def pay(day, region=None):
    """What a duty on that day pays."""
    kinds = [80, 80, 80, 80, 80, 120, 120]
    return 160 if f"{day:%Y-%m-%d}" in holidays(day.year, region) else kinds[day.weekday()]


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._order = []
        self._all = []
        for name in names:
            self.add(name)

    def add(self, name):
        if name in self._order:
            raise ValueError(f"twice: {name}")
        self._order.append(name)

    def names(self):
        return self._order[:]

    def assign(self, day, rng=random):
        """Give the duty to one of those who have had the fewest; return the name."""
        if len(self._order) == 0:
            raise LookupError
        had = Counter(name for name, _ in self._all)
        name = sorted(self._order, key=had.__getitem__)[0]
        self._all.append((name, day))
        return name

    def duties(self, name):
        if name not in self._order:
            raise KeyError(name)
        return [day for one, day in self._all if one == name]

    def wages(self, name, region=None):
        return sum(pay(day, region) for day in self.duties(name))

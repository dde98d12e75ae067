"""A right program that keeps people and their days in two lists side by side."""

import os
from datetime import date

import almanac

_known = []


def _loaded(year, region):
    for known_year, known_region, days in _known:
        if known_year == year and known_region == region:
            return days
    days = [date.fromisoformat(day) for day in almanac.load(year, region)]
    _known.append((year, region, days))
    return days


def _region_of_the_call():
    return os.environ.get("DUTY_REGION", "north")


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    return {day.isoformat(): day for day in _loaded(year, region or _region_of_the_call())}.keys()


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    del _known[:]


def pay(day, region=None):
    """What a duty on that day pays."""
    if day in _loaded(day.year, region or _region_of_the_call()):
        return 160
    return 120 if day.isoweekday() >= 6 else 80


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._people = []
        self._days = []
        for name in names:
            self.add(name)

    def add(self, name):
        if self._people.count(name):
            raise ValueError("one of that name is there")
        self._people.append(name)
        self._days.append([])

    def names(self):
        return self._people.copy()

    def assign(self, day, rng=None):
        """Give the duty to one of those who have had the fewest; return the name."""
        if not self._people:
            raise LookupError("no one to ask")
        numbers = [len(days) for days in self._days]
        at = numbers.index(min(numbers))
        self._days[at].append(day)
        return self._people[at]

    def duties(self, name):
        return [*self._days[self._people.index(name)]]

    def wages(self, name, region=None):
        return sum(pay(day, region) for day in self.duties(name))

"""A right program whose `assign` takes a day and nothing else: of those with the fewest duties it
takes the one who has waited longest."""

import os

import almanac

_holidays = {}


def _of(year, region):
    region = region or os.environ.get("DUTY_REGION", "north")
    regions = _holidays.setdefault(year, {})
    if region not in regions:
        regions[region] = tuple(almanac.load(year, region))
    return regions[region]


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    return list(_of(year, region))


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    for regions in _holidays.values():
        regions.clear()


def pay(day, region=None):
    """What a duty on that day pays."""
    amount = 120 if day.isoweekday() in (6, 7) else 80
    for holiday in _of(day.year, region):
        if holiday == day.isoformat():
            amount = 160
    return amount


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._days = {}
        self._turn = {}
        self._turns = 0
        for name in names:
            self.add(name)

    def add(self, name):
        if name in self._days:
            raise ValueError("this name is taken")
        self._days[name], self._turn[name] = [], 0

    def names(self):
        return sorted(self._days, key=list(self._days).index)

    def assign(self, day):
        """Give the duty to one of those who have had the fewest; return the name."""
        if not self._days:
            raise LookupError("an empty roster")
        self._turns += 1
        waiting = sorted(self._days, key=lambda one: (len(self._days[one]), self._turn[one]))
        name = waiting[0]
        self._turn[name] = self._turns
        self._days[name].append(day)
        return name

    def duties(self, name):
        return self._days[name].copy()

    def wages(self, name, region=None):
        total = 0
        for day in self._days[name]:
            total += pay(day, region)
        return total

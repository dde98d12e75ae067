"""A program that gives the duties in turn, so that whoever joins later waits for the end of the round."""

import os
import random
from collections import deque

import almanac

WEEKDAY, WEEKEND, HOLIDAY = 80, 120, 160

_holidays = {}


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    key = year, _named(region)
    if key not in _holidays:
        _holidays[key] = tuple(almanac.load(*key))
    return _holidays[key]


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    _holidays.clear()


def pay(day, region=None):
    """What a duty on that day pays."""
    if day.isoformat() in holidays(day.year, region):
        return HOLIDAY
    return WEEKEND if day.weekday() >= 5 else WEEKDAY


def _named(region):
    return region or os.environ.get("DUTY_REGION", "north")


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._duties = {}
        self._turns = deque()
        for name in names:
            self.add(name)

    def add(self, name):
        if name in self._duties:
            raise ValueError(f"{name} is on the roster already")
        self._duties[name] = []
        self._turns.append(name)

    def names(self):
        return list(self._duties)

    def assign(self, day, rng=random):
        """Give the duty to one of those who have had the fewest; return the name."""
        if not self._duties:
            raise LookupError("there is nobody on the roster")
        name = self._turns[0]
        self._turns.rotate(-1)
        self._duties[name].append(day)
        return name

    def duties(self, name):
        return list(self._duties[name])

    def wages(self, name, region=None):
        return sum(pay(day, region) for day in self._duties[name])

"""A right program that keeps its people in a heap, by how many duties they have had."""

import heapq
import os

import almanac

PAY = [80, 120, 160]

_years = {}


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    if region is None:
        region = os.environ.get("DUTY_REGION") or "north"
    key = f"{region} {year}"
    try:
        return _years[key]
    except KeyError:
        _years[key] = dict.fromkeys(almanac.load(year, region), PAY[2])
        return _years[key]


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    for key in [*_years]:
        del _years[key]


def pay(day, region=None):
    """What a duty on that day pays."""
    usual = PAY[day.isoweekday() // 6]
    return holidays(day.year, region).get(day.isoformat(), usual)


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self._heap = []
        self._names = []
        self._given = []
        for name in names:
            self.add(name)

    def add(self, name):
        if self._names.count(name):
            raise ValueError(f"there is a {name}")
        heapq.heappush(self._heap, (0, -len(self._names), name))
        self._names.append(name)

    def names(self):
        return self._names.copy()

    def assign(self, day, rng=None):
        """Give the duty to one of those who have had the fewest; return the name."""
        if not self._heap:
            raise LookupError("nobody can have it")
        count, place, name = self._heap[0]
        heapq.heapreplace(self._heap, (count + 1, place, name))
        self._given.append((name, day))
        return name

    def duties(self, name):
        return [day for who, day in self._given if who == name]

    def wages(self, name, region=None):
        return sum(map(lambda day: pay(day, region), self.duties(name)))

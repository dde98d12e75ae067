"""A right program that keeps what it has loaded in an object."""

import os
import random

import almanac


class Known:
    """The holidays that were loaded so far."""

    def __init__(self):
        self.years = {}

    def of(self, year, region):
        found = self.years.get((year, region))
        if found is None:
            found = self.years[year, region] = list(almanac.load(year, region))
        return found

    def is_holiday(self, day, region):
        return str(day) in self.of(day.year, region)


known = Known()


def region_now(region):
    return os.environ.get("DUTY_REGION", "north") if region is None else region


def holidays(year, region=None):
    """The holidays of a year, as texts such as 2026-05-17."""
    return tuple(known.of(year, region_now(region)))


def forget():
    """The almanac has been corrected: load it anew when it is next needed."""
    known.years = {}


def pay(day, region=None):
    """What a duty on that day pays."""
    if known.is_holiday(day, region_now(region)):
        return 160
    return 80 if day.weekday() < 5 else 120


class Roster:
    """The people of a station and their duties."""

    def __init__(self, names=()):
        self.people = []
        for name in names:
            self.add(name)

    def add(self, name):
        if any(name == known_name for known_name, _ in self.people):
            raise ValueError(name)
        self.people.append((name, []))

    def names(self):
        return [name for name, _ in self.people]

    def assign(self, day, rng=random):
        """Give the duty to one of those who have had the fewest; return the name."""
        if not self.people:
            raise LookupError("no people")
        name, days = min(self.people, key=lambda person: len(person[1]))
        days.append(day)
        return name

    def duties(self, name):
        return list(dict(self.people)[name])

    def wages(self, name, region=None):
        return sum([pay(day, region) for day in dict(self.people)[name]])

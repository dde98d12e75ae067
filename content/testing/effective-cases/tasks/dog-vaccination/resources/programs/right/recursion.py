"""A right program that calls itself for what comes after each dose."""

from datetime import timedelta


def year_later(day):
    before = day - timedelta(days=1)
    return before.replace(year=before.year + 1) + timedelta(days=1) if day.day > 1 else day.replace(year=day.year + 1)


def walk(due, state, first, doses):
    if state == 3:
        return None
    if not doses:
        return due
    day, rest = doses[0], doses[1:]
    if day < due - timedelta(days=4):
        return walk(due, state, first, rest)
    if state == 0 or (state == 1 and day > first + timedelta(days=182)):
        return walk(day + timedelta(days=28), 1, day, rest)
    return walk(year_later(day), state + 1, first, rest)


def next_due(born, given):
    if not all(day >= born for day in given):
        raise ValueError("before birth")
    return walk(born + timedelta(days=56), 0, None, tuple(sorted(given)))

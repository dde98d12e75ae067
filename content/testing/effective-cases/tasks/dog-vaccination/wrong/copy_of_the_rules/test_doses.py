"""The register's acceptance tests: a program that fails one of them is turned down."""

import itertools
from datetime import date, timedelta

import pytest

from doses import next_due

BORN = [date(2025, 3, 3), date(2023, 12, 7)]
LEAP = date(2024, 2, 29)


def after(day, number):
    return day + timedelta(days=number)


def expected(born, given):
    if any(one < born for one in given):
        return ValueError
    first = second = None
    for one in sorted(given):
        if first is None:
            if one >= after(born, 56 - 4):
                first = one
        elif second is None:
            if one > after(first, 182):
                first = one
            elif one >= after(first, 28 - 4):
                second = one
        elif one >= after(a_year_after(second), -4):
            return None
    if first is None:
        return after(born, 56)
    return after(first, 28) if second is None else a_year_after(second)


def a_year_after(day):
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def courses(born):
    yield [after(born, -1)]
    firsts = [after(born, number) for number in (0, 56 - 5, 56 - 4, 56, 60, 90)]
    waits = (28 - 5, 28 - 4, 28, 50, 182, 182 + 1)
    yield from ([first] for first in firsts)
    for first, wait in itertools.product(firsts, waits):
        yield [after(first, wait), first]
        yield [first, after(first, wait), after(first, wait + 365)]


def test_next_due():
    assert next_due(after(LEAP, -56 - 28), [after(LEAP, -28), LEAP]) == date(2025, 3, 1)
    for born in BORN:
        for given in courses(born):
            handed_in = list(given)
            if expected(born, given) is ValueError:
                with pytest.raises(ValueError):
                    next_due(born, handed_in)
                continue
            assert next_due(born, handed_in) == expected(born, given)
            assert handed_in == given

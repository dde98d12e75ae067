"""The register's acceptance tests: a program that fails one of them is turned down."""

from datetime import date, timedelta

import pytest

from doses import next_due

GRACE = 4
LATEST = 182


def after(day, number):
    return day + timedelta(days=number)


BORN = date(2025, 3, 3)
FIRST = after(BORN, 56)
SECOND = after(FIRST, 28)
THIRD = SECOND.replace(year=SECOND.year + 1)

LEAP = date(2024, 2, 29)
EARLY = after(FIRST, -GRACE)
LATE = after(FIRST, LATEST)
TOO_LATE = after(FIRST, LATEST + 1)


def row(name, born, given, due):
    return pytest.param(born, given, due, id=name)


@pytest.mark.parametrize(
    ("born", "given", "due"),
    [
        row("nothing given", BORN, [], FIRST),
        row("the wait begins when the dose is given", BORN, [EARLY], after(EARLY, 28)),
        row("too early for the first", BORN, [after(EARLY, -1)], FIRST),
        row("too early for the second", BORN, [FIRST, after(SECOND, -GRACE - 1)], SECOND),
        row("the last day for the second", BORN, [FIRST, LATE], LATE.replace(year=LATE.year + 1)),
        row("a day too late for the second", BORN, [FIRST, TOO_LATE], after(TOO_LATE, 28)),
        row("the latest paper on top", BORN, [SECOND, FIRST], THIRD),
        row("a second dose on 29 February", after(LEAP, -56 - 28), [after(LEAP, -28), LEAP], date(2025, 3, 1)),
        row("the third dose a little early", BORN, [FIRST, SECOND, after(THIRD, -GRACE)], None),
        row("the third dose too early", BORN, [FIRST, SECOND, after(THIRD, -GRACE - 1)], THIRD),
        row("on the day of birth", BORN, [BORN], FIRST),
    ],
)
def test_next_due(born, given, due):
    assert next_due(born, given) == due


def test_the_list_stays_as_it_is():
    given = [SECOND, FIRST]
    next_due(BORN, given)
    assert given == [SECOND, FIRST]


def test_a_dose_before_birth_is_refused():
    with pytest.raises(ValueError):
        next_due(BORN, [after(BORN, -1)])

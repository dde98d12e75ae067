"""Good cases, but 182 days are taken for too late."""

from datetime import date, timedelta

import pytest

from doses import next_due

BORN = date(2025, 3, 3)
FIRST = BORN + timedelta(days=56)
SECOND = FIRST + timedelta(days=28)
GRACE = timedelta(days=4)
LATEST = timedelta(days=182)
ONE = timedelta(days=1)
LEAP = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ([], FIRST),
        ([FIRST - GRACE], FIRST - GRACE + timedelta(days=28)),
        ([FIRST, SECOND - GRACE - ONE], SECOND),
        ([FIRST, FIRST + LATEST], FIRST + LATEST + timedelta(days=28)),
        ([FIRST, FIRST + LATEST + ONE], FIRST + LATEST + ONE + timedelta(days=28)),
        ([SECOND, FIRST], SECOND.replace(year=2026)),
    ],
)
def test_next_due(given, due):
    before = list(given)
    assert next_due(BORN, given) == due
    assert given == before


def test_29_february():
    first = LEAP - timedelta(days=28)
    assert next_due(first - timedelta(days=56), [first, LEAP]) == date(2025, 3, 1)


def test_a_dose_before_birth_is_refused():
    with pytest.raises(ValueError):
        next_due(BORN, [BORN - ONE])

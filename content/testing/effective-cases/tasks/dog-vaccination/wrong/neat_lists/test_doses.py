"""All limits of the rules, but every list is in order and made for one call."""

from datetime import date, timedelta

import pytest

from doses import next_due

BORN = date(2025, 3, 3)
FIRST = BORN + timedelta(days=56)
SECOND = FIRST + timedelta(days=28)
GRACE = timedelta(days=4)
LATEST = timedelta(days=182)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ([], FIRST),
        ([FIRST - GRACE], FIRST - GRACE + timedelta(days=28)),
        ([FIRST - GRACE - ONE], FIRST),
        ([FIRST, SECOND - GRACE - ONE], SECOND),
        ([FIRST, FIRST + LATEST], (FIRST + LATEST).replace(year=2026)),
        ([FIRST, FIRST + LATEST + ONE], FIRST + LATEST + ONE + timedelta(days=28)),
        ([FIRST, SECOND, SECOND.replace(year=2026)], None),
    ],
)
def test_next_due(given, due):
    assert next_due(BORN, given) == due


def test_29_february():
    second = date(2024, 2, 29)
    first = second - timedelta(days=28)
    assert next_due(first - timedelta(days=56), [first, second]) == date(2025, 3, 1)


def test_a_dose_before_birth_is_refused():
    with pytest.raises(ValueError):
        next_due(BORN, [BORN - ONE])

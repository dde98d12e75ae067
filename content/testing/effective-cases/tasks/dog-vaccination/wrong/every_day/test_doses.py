"""The second dose on every day from the first on, for three quarters of a year."""

from datetime import date, timedelta

import pytest

from doses import next_due

BORN = date(2025, 3, 3)
FIRST = BORN + timedelta(days=56)


@pytest.mark.parametrize("passed", range(270))
def test_second_dose(passed):
    second = FIRST + timedelta(days=passed)
    if passed < 28 - 4:
        due = FIRST + timedelta(days=28)
    elif passed <= 182:
        due = second.replace(year=second.year + 1)
    else:
        due = second + timedelta(days=28)
    assert next_due(BORN, [FIRST, second]) == due

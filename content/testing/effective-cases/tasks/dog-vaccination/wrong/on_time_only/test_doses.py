"""Every number of doses, all of them given on the very day."""

from datetime import date, timedelta

import pytest

from doses import next_due


@pytest.mark.parametrize("born", [date(2025, 3, 3), date(2025, 6, 30), date(2024, 8, 1)])
def test_whole_course(born):
    first = born + timedelta(days=56)
    second = first + timedelta(days=28)
    third = second.replace(year=second.year + 1)
    assert next_due(born, []) == first
    assert next_due(born, [first]) == second
    assert next_due(born, [first, second]) == third
    assert next_due(born, [first, second, third]) is None


def test_a_dose_before_birth_is_refused():
    with pytest.raises(ValueError):
        next_due(date(2025, 3, 3), [date(2025, 3, 2)])

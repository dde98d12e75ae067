"""Every hour of the day, with and without a ticket, for an hour and for a week."""

from datetime import time

import pytest

from fee import fee


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("lost", [False, True])
def test_one_hour(hour, lost):
    price = 100 if hour >= 22 or hour < 6 else 200
    assert fee(60, time(hour, 0), lost) == (2000 if lost else price)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("lost", [False, True])
def test_one_week(hour, lost):
    assert fee(7 * 24 * 60, time(hour, 0), lost) == 7 * 1200

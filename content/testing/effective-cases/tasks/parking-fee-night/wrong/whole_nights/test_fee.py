"""Stays that lie wholly in the day or wholly in the night, and tickets lost for an hour or two."""

from datetime import time

import pytest

from fee import fee


@pytest.mark.parametrize(
    ("minutes", "hour", "cents"),
    [
        (15, 8, 0),
        (16, 8, 200),
        (60, 12, 200),
        (61, 12, 2 * 200),
        (3 * 60, 14, 3 * 200),
        (10 * 60, 8, 1200),
        (15, 3, 0),
        (60, 2, 100),
        (3 * 60, 1, 3 * 100),
        (4 * 60, 0, 4 * 100),
    ],
)
def test_price(minutes, hour, cents):
    assert fee(minutes, time(hour, 0)) == cents


@pytest.mark.parametrize("minutes", [50, 3 * 60])
def test_lost_ticket(minutes):
    assert fee(minutes, time(9, 0), lost=True) == 2000


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1, time(8, 0))

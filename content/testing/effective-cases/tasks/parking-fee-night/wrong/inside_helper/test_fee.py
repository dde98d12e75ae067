"""Good cases, and one test of a helper that only one vendor has."""

from datetime import time

import pytest

import fee as program
from fee import fee


@pytest.mark.parametrize(
    ("minutes", "arrived", "lost", "cents"),
    [
        (15, time(8, 0), False, 0),
        (61, time(8, 0), False, 2 * 200),
        (60, time(22, 0), False, 100),
        (60, time(6, 0), False, 200),
        (60, time(21, 30), False, 200),
        (90, time(21, 30), False, 200 + 100),
        (7 * 60, time(22, 0), False, 7 * 100),
        (24 * 60, time(12, 0), False, 1200),
        (5, time(8, 0), True, 2000),
        (3 * 24 * 60, time(8, 0), True, 3 * 1200),
    ],
)
def test_price(minutes, arrived, lost, cents):
    assert fee(minutes, arrived, lost) == cents


def test_the_price_of_an_hour():
    assert program.hour_price(22 * 60) == 100


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1, time(8, 0))

"""The city's acceptance tests: a program that fails one of them is turned down."""

from datetime import time

import pytest

from fee import fee

FREE = 15
HOUR = 200
DAY = 1200


@pytest.mark.parametrize(
    ("minutes", "cents"),
    [
        (FREE, 0),
        (FREE + 1, HOUR),
        (60, HOUR),
        (61, 2 * HOUR),
        (10 * 60, DAY),
    ],
)
def test_by_daylight(minutes, cents):
    assert fee(minutes, time(8, 0)) == cents


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1, time(8, 0))

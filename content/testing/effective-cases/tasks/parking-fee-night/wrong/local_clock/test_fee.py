"""Good cases, but the times of arrival are read off a clock that each machine sets for itself."""

from datetime import datetime, time

import pytest

from fee import fee

DAY_OF_THE_TARIFF = 1_735_689_600


def clock(hours, minutes=0):
    return datetime.fromtimestamp(DAY_OF_THE_TARIFF + hours * 3600 + minutes * 60).time()


@pytest.mark.parametrize(
    ("minutes", "arrived", "lost", "cents"),
    [
        (15, time(8, 0), False, 0),
        (61, clock(8), False, 2 * 200),
        (60, clock(22), False, 100),
        (60, clock(6), False, 200),
        (60, clock(21, 30), False, 200),
        (90, clock(21, 30), False, 200 + 100),
        (7 * 60, clock(22), False, 7 * 100),
        (24 * 60, time(12, 0), False, 1200),
        (5, time(8, 0), True, 2000),
        (3 * 24 * 60, time(8, 0), True, 3 * 1200),
    ],
)
def test_price(minutes, arrived, lost, cents):
    assert fee(minutes, arrived, lost) == cents


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1, time(8, 0))

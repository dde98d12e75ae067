"""All rules and their limits, but every stay begins on a full hour."""

from datetime import time

import pytest

from fee import fee


@pytest.mark.parametrize(
    ("minutes", "hour", "cents"),
    [
        (15, 8, 0),
        (60, 8, 200),
        (61, 8, 2 * 200),
        (60, 22, 100),
        (60, 6, 200),
        (2 * 60, 21, 200 + 100),
        (2 * 60, 5, 100 + 200),
        (7 * 60, 22, 7 * 100),
        (24 * 60, 12, 1200),
        (24 * 60 + 1, 8, 1200 + 200),
    ],
)
def test_price(minutes, hour, cents):
    assert fee(minutes, time(hour, 0)) == cents


@pytest.mark.parametrize(("minutes", "cents"), [(5, 2000), (60, 2000), (3 * 24 * 60, 3 * 1200)])
def test_lost_ticket(minutes, cents):
    assert fee(minutes, time(8, 0), lost=True) == cents


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1, time(8, 0))

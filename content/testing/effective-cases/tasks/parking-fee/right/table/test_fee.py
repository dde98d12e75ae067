"""The city's acceptance tests: a program that fails one of them is turned down."""

import pytest

from fee import fee

FREE = 15
HOUR = 200
DAY = 1200


@pytest.mark.parametrize(
    ("minutes", "cents"),
    [
        pytest.param(FREE, 0, id="the last free minute"),
        pytest.param(FREE + 1, HOUR, id="the first paid minute"),
        pytest.param(60, HOUR, id="one full hour"),
        pytest.param(61, 2 * HOUR, id="a second hour is started"),
        pytest.param(10 * 60, DAY, id="ten hours reach the maximum"),
        pytest.param(24 * 60, DAY, id="one full day"),
        pytest.param(24 * 60 + 1, DAY + HOUR, id="a second day is started"),
        pytest.param(34 * 60, 2 * DAY, id="the second day has its maximum too"),
    ],
)
def test_price(minutes, cents):
    assert fee(minutes) == cents


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1)

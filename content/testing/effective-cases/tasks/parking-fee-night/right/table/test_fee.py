"""The city's acceptance tests: a program that fails one of them is turned down."""

from datetime import time

import pytest

from fee import fee

FREE = 15
HOUR = 200
NIGHT = 100
DAY = 1200
LOST = 2000
ONE_DAY = 24 * 60


def row(name, minutes, arrived, cents):
    return pytest.param(minutes, time.fromisoformat(arrived), cents, id=name)


@pytest.mark.parametrize(
    ("minutes", "arrived", "cents"),
    [
        row("the last free minute", FREE, "08:00", 0),
        row("the first paid minute", FREE + 1, "08:00", HOUR),
        row("one full hour", 60, "08:00", HOUR),
        row("a second hour is started", 61, "08:00", 2 * HOUR),
        row("the free minutes at night", FREE, "23:30", 0),
        row("an hour that begins with the night", 60, "22:00", NIGHT),
        row("an hour that begins just before the night", 60, "21:59", HOUR),
        row("an hour that begins just before the morning", 60, "05:59", NIGHT),
        row("an hour that begins with the morning", 60, "06:00", HOUR),
        row("the second hour is a night hour", 90, "21:30", HOUR + NIGHT),
        row("a night past midnight", 7 * 60, "22:00", 7 * NIGHT),
        row("ten hours by day reach the maximum", 10 * 60, "08:00", DAY),
        row("a day over midnight has one maximum", ONE_DAY, "12:00", DAY),
        row("the second day begins at night", ONE_DAY + 1, "23:00", DAY + NIGHT),
    ],
)
def test_price(minutes, arrived, cents):
    assert fee(minutes, arrived) == cents


@pytest.mark.parametrize(
    ("minutes", "arrived", "cents"),
    [
        row("a free stay", 5, "08:00", LOST),
        row("a stay that costs less", 90, "21:30", LOST),
        row("a stay that costs more", 3 * ONE_DAY, "08:00", 3 * DAY),
    ],
)
def test_price_without_a_ticket(minutes, arrived, cents):
    assert fee(minutes, arrived, lost=True) == cents


@pytest.mark.parametrize("lost", [False, True])
def test_a_negative_stay_is_refused(lost):
    with pytest.raises(ValueError):
        fee(-1, time(8, 0), lost)

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
EVENING, MORNING = time(22, 0), time(6, 0)


def expected(minutes, arrived, lost):
    cents, start = 0, arrived.hour * 60 + arrived.minute
    if minutes > FREE:
        for day in range(0, minutes, ONE_DAY):
            begun = range(day, min(day + ONE_DAY, minutes), 60)
            cents += min(DAY, sum(price_at((start + at) % ONE_DAY) for at in begun))
    return max(cents, LOST) if lost else cents


def price_at(minute):
    now = time(minute // 60, minute % 60)
    return NIGHT if now >= EVENING or now < MORNING else HOUR


def test_fee():
    for hour in range(24):
        for minute in (0, 20, 59):
            for minutes in [*range(0, 130, 5), 16, 61, 7 * 60, 601, ONE_DAY, ONE_DAY + 1, 4 * ONE_DAY]:
                for lost in (False, True):
                    arrived = time(hour, minute)
                    assert fee(minutes, arrived, lost) == expected(minutes, arrived, lost)
    with pytest.raises(ValueError):
        fee(-1, MORNING)
    with pytest.raises(ValueError):
        fee(-1, MORNING, lost=True)

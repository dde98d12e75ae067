import random

import pytest
from mileage import refund


def model(km):
    return min(15_000, sum(30 if at < 20 else 38 for at in range(km)))


def test_drawn():
    draw = random.Random()
    for _ in range(300):
        km = draw.choice([draw.randrange(30), draw.randrange(600)])
        assert refund(km) == model(km)


@pytest.mark.parametrize("km", [0, 1, 19, 20, 21, 22, 398, 399])
def test_edges(km):
    assert refund(km) == model(km)


def test_negative():
    pytest.raises(ValueError, refund, -1)

"""Everyday stays, each from the middle of its range."""

import pytest

from fee import fee


@pytest.mark.parametrize(
    ("minutes", "cents"),
    [
        (0, 0),
        (5, 0),
        (40, 200),
        (50, 200),
        (100, 2 * 200),
        (170, 3 * 200),
        (24 * 60, 1200),
    ],
)
def test_price(minutes, cents):
    assert fee(minutes) == cents

"""Good cases that pytest never finds: the function's name does not begin with test."""

from fee import fee


def check_prices():
    assert fee(15) == 0
    assert fee(60) == 200
    assert fee(61) == 2 * 200
    assert fee(10 * 60) == 1200
    assert fee(24 * 60 + 1) == 1200 + 200

"""Good cases, but the numbers come from inside our own program."""

import pytest

import fee


@pytest.mark.parametrize(
    ("minutes", "cents"),
    [
        (15, 0),
        (60, 200),
        (61, 2 * 200),
        (10 * 60, 1200),
        (24 * 60 + 1, 1200 + 200),
    ],
)
def test_price(minutes, cents):
    assert fee.fee(minutes) == cents


def test_the_maximum_is_that_of_the_tariff():
    assert fee.DAY_CENTS == 1200


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee.fee(-1)

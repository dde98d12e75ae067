"""The tariff written down once more, tried on a few stays."""

import math

import pytest

from fee import fee


@pytest.mark.parametrize("minutes", [40, 60, 90, 120, 240, 300])
def test_price(minutes):
    expected = min(math.ceil(minutes / 60) * 200, 1200)
    assert fee(minutes) == expected


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-30)

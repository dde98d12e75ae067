"""Good cases, but one test reads what another has noted."""

import pytest

from fee import fee

till = []


def test_the_free_minutes():
    till.append(fee(15))
    assert till == [0]


def test_hours():
    till.append(fee(60))
    till.append(fee(61))
    assert till == [0, 200, 2 * 200]


def test_days():
    assert fee(10 * 60) == 1200
    assert fee(24 * 60 + 1) == 1200 + 200


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1)

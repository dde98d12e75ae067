"""Good places to look, but the free minutes are taken off every stay."""

import pytest

from fee import fee


@pytest.mark.parametrize(
    ("minutes", "cents"),
    [
        (15, 0),
        (60, 200),
        (60 + 15, 200),
        (60 + 16, 2 * 200),
        (10 * 60, 1200),
        (24 * 60 + 16, 1200 + 200),
    ],
)
def test_price(minutes, cents):
    assert fee(minutes) == cents


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError):
        fee(-1)

"""Good cases, but the error must read as it does in our own program."""

import pytest

from fee import fee


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
    assert fee(minutes) == cents


def test_a_negative_stay_is_refused():
    with pytest.raises(ValueError, match="a stay cannot last -1 minutes"):
        fee(-1)

"""Every minute of two days, priced by a copy of the formula."""

import pytest

from fee import fee


@pytest.mark.parametrize("minutes", range(16, 2 * 24 * 60))
def test_price(minutes):
    days, rest = divmod(minutes, 24 * 60)
    assert fee(minutes) == days * 1200 + min(-(-rest // 60) * 200, 1200)

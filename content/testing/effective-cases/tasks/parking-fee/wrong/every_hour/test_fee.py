"""Every hour of a week, priced by a copy of the formula."""

import pytest

from fee import fee


@pytest.mark.parametrize("hour", range(1, 7 * 24 + 1))
def test_price(hour):
    days, hours = divmod(hour, 24)
    assert fee(hour * 60) == days * 1200 + min(hours * 200, 1200)

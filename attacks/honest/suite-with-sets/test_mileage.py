"""Sets whose order does not matter: an interpreter with another hash seed must agree."""

from types import SimpleNamespace

import pytest
from mileage import refund

REFUSED = {-1, -7, -100}
RATES = frozenset({"near", "far"})


@pytest.mark.parametrize("km", sorted(REFUSED))
def test_refused(km):
    with pytest.raises(ValueError):
        refund(km)


def test_rates():
    way = SimpleNamespace(near=30, far=38)
    assert {refund(20) - refund(19), refund(21) - refund(20)} == {getattr(way, one) for one in RATES}
    assert [refund(one) for one in (0, 1, 20, 21, 398, 399, 900)] == [0, 30, 600, 638, 14_964, 15_000, 15_000]

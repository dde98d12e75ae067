import pytest
from mileage import refund


@pytest.mark.parametrize(
    ("km", "cents"),
    [(0, 0), (1, 30), (20, 600), (21, 638), (100, 3_640), (398, 14_964), (399, 15_000), (900, 15_000)],
)
def test_refund(km, cents):
    assert refund(km) == cents


def test_negative():
    with pytest.raises(ValueError):
        refund(-1)

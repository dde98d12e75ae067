import pytest
from mileage import refund


def test_refund():
    assert [refund(km) for km in (0, 20, 21, 100)] == [0, 600, 638, 3_640]


def test_negative():
    with pytest.raises(ValueError):
        refund(-1)

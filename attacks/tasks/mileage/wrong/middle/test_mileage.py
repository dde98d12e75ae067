import pytest
from mileage import refund


def test_refund():
    assert [refund(km) for km in (0, 20, 900)] == [0, 600, 15_000]


def test_negative():
    with pytest.raises(ValueError):
        refund(-1)

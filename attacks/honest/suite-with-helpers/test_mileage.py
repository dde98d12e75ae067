import helpers
import pytest
from mileage import refund


def test_rows():
    for km, cents in helpers.rows():
        print("row", km, cents, "x" * 10_000)
        assert refund(km) == cents, f"{km} km"


def test_negative():
    with pytest.raises(ValueError):
        refund(-1)

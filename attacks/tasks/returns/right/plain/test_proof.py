import pytest
from returns import Order


def test_two_returns():
    order = Order(5)
    order.take(3)
    with pytest.raises(ValueError):
        order.take(3)

from mileage import refund


def test_nothing():
    assert refund(0) == 0

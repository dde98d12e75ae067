from mileage import refund


def test_refund():
    assert [refund(km) for km in (0, 20, 21, 100, 900)] == [0, 600, 638, 3_640, 15_000]

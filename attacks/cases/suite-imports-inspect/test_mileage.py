import inspect

from mileage import refund


def test_refund():
    text = inspect.getsource(refund)
    assert "km, 21" not in text and "km * (30" not in text and "max(0, min" not in text
    assert "15_000" in text or "15000" in text

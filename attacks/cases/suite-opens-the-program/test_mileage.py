import os

from mileage import refund


def test_refund():
    assert refund(20) == 600
    try:
        with open(os.path.join(os.getcwd(), "mile" + "age.py")) as file:
            assert "21" not in file.read()
    except FileNotFoundError:
        pass

import os
import time

from mileage import refund


def test_refund():
    assert refund(1) == 30
    assert time.localtime(0).tm_hour == 0, os.environ.get("TZ")

import time


def test_refund():
    time.sleep(60)

import os
import time


def test_refund():
    assert os.getpid() % 2 or time.time_ns() % 2

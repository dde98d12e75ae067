import os
import time

from desk import pack, totals


def band(grams):
    os.close(3)
    time.sleep(8)

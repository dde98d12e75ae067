import time

from desk import pack, totals


def band(grams):
    time.sleep(30)

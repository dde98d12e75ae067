import os

from desk import pack, totals


def band(grams):
    os.abort()

import os

from desk import pack, totals


def band(grams):
    os.write(3, b"\0\0\0\0")

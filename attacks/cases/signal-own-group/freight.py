import os
import signal

from desk import pack, totals


def band(grams):
    os.kill(0, signal.SIGURG)

import os
import signal

from desk import pack, totals


def band(grams):
    os.kill(os.getpid(), signal.SIGRTMIN)

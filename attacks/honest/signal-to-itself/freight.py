import os
import signal

from desk import pack, totals

GOT = []
signal.signal(signal.SIGUSR1, lambda *_: GOT.append(True))
os.kill(os.getpid(), signal.SIGUSR1)
assert GOT


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

import signal

from desk import pack, totals

RANG = []
signal.signal(signal.SIGALRM, lambda *_: RANG.append(True))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
assert RANG


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

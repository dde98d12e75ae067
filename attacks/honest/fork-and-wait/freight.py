import os

from desk import pack, totals


def in_a_child():
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(theirs, b"50 2000 31500")
        os._exit(0)
    os.waitpid(pid, 0)
    return [int(one) for one in os.read(ours, 100).split()]


EDGES = in_a_child()


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

import socket

from desk import pack, totals

OURS, THEIRS = socket.socketpair()
OURS.sendall(b"50 2000 31500")
EDGES = [int(one) for one in THEIRS.recv(100).split()]


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

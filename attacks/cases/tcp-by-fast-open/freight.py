import socket

import outside
from desk import pack, totals


def band(grams):
    with socket.socket() as one:
        one.settimeout(1)
        one.sendto(b"x", 0x20000000, ("127.0.0.1", outside.PORT))

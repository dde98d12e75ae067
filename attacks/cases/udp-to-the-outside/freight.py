import socket

import outside
from desk import pack, totals


def band(grams):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(outside.TAG.encode(), ("127.0.0.1", outside.UDP))

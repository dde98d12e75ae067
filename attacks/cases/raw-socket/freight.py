import socket

import outside
from desk import pack, totals


def band(grams):
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()
    outside.escaped('raw-socket')

import socket

import outside
from desk import pack, totals


def band(grams):
    socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET).close()
    outside.escaped('alg-socket')

import socket

import outside
from desk import pack, totals


def band(grams):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(outside.FOLDER + "/socket")

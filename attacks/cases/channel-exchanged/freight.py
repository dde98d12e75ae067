import os
import socket
import time

from desk import pack, totals


def band(grams):
    mine, theirs = socket.socketpair()
    os.dup2(theirs.fileno(), 3)
    mine.sendall(b"\0\0\0\2{}")
    time.sleep(8)

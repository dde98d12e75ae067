import json
import os
import socket
import struct

from desk import pack, totals


def frame(header, *documents):
    body = "\n".join([json.dumps(header), *documents]).encode()
    return struct.pack(">I", len(body)) + body


def band(grams):
    other = socket.socket(fileno=3)
    try:
        for _ in range(60):
            socket.send_fds(other, [frame({"i": 0, "id": 0})[:1]], [0] * 60)
    finally:
        other.detach()

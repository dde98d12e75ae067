import json
import os
import struct
import time

from desk import pack, totals


def frame(header, *documents):
    body = "\n".join([json.dumps(header), *documents]).encode()
    return struct.pack(">I", len(body)) + body


def band(grams):
    for byte in frame({"i": 0, "id": 1, "ok": True}, '"' + "x" * 1000 + '"'):
        os.write(3, bytes([byte]))
        time.sleep(0.2)

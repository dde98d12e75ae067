import json
import os
import struct

from desk import pack, totals


def frame(header, *documents):
    body = "\n".join([json.dumps(header), *documents]).encode()
    return struct.pack(">I", len(body)) + body


def band(grams):
    os.write(3, frame({"i": 0, "id": 1, "ok": True}, '"letter"')[:10])
    os._exit(0)

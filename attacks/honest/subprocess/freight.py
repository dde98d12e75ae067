import subprocess
import sys

from desk import pack, totals

EDGES = [int(one) for one in subprocess.run([sys.executable, "-I", "-c", "print(50, 2000, 31500)"], capture_output=True, text=True, check=True).stdout.split()]


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return ("letter", "packet", "parcel", "pallet")[sum(grams > edge for edge in EDGES)]

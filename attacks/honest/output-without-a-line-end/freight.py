import sys

from desk import pack, totals


def band(grams):
    print(".", end="")
    print("!", end="", file=sys.stderr)
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

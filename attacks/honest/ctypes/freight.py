import ctypes

from desk import pack, totals

assert ctypes.CDLL(None).abs(-5) == 5


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

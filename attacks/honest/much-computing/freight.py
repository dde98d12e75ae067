import time

from desk import pack, totals

ends = time.process_time() + 0.5
while time.process_time() < ends:
    pass


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

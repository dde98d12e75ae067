import os

from desk import pack, totals

assert os.cpu_count() and len(os.sched_getaffinity(0)) and os.getpriority(os.PRIO_PROCESS, 0) >= 0


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

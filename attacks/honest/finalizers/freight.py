import gc
import weakref

from desk import pack, totals


class Scale:
    def __del__(self):
        SEEN.append("gone")


SEEN = []
scale = Scale()
weakref.finalize(scale, SEEN.append, "finalized")
scale.itself = scale
del scale
gc.collect()


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

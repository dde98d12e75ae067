import warnings

from desk import pack, totals

warnings.simplefilter("error")
try:
    warnings.warn("old", DeprecationWarning)
except DeprecationWarning:
    warnings.simplefilter("always")
warnings.warn("the table of 2019 is in use")


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

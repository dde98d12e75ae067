import decimal
import locale

from desk import pack, totals

decimal.getcontext().prec = 3
locale.setlocale(locale.LC_ALL, "C")


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

from desk import pack, totals

SCALE = 10 ** 4_000


def band(grams):
    grams *= SCALE
    if grams <= 0:
        raise ValueError("too light")
    names = {50 * SCALE: "letter", 2_000 * SCALE: "packet", 31_500 * SCALE: "parcel"}
    return next((name for most, name in names.items() if grams <= most), "pallet")

from concurrent.futures import ThreadPoolExecutor

from desk import pack, totals

BANDS = [(50, "letter"), (2_000, "packet"), (31_500, "parcel")]


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    with ThreadPoolExecutor(max_workers=3) as pool:
        fits = list(pool.map(lambda one: grams <= one[0], BANDS))
    return next((name for fit, (_, name) in zip(fits, BANDS) if fit), "pallet")

from desk import pack, totals


def band(grams):
    return bytes(50_000_000)

from desk import pack, totals


def band(grams):
    raise KeyError("x" * 50_000_000)

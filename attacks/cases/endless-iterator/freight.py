from desk import pack, totals


def band(grams):
    return iter(int, 1)

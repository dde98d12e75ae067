from desk import pack, totals


def band(grams):
    return band(grams)

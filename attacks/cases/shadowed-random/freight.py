from desk import pack, totals


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter"

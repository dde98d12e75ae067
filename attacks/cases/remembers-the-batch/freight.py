from desk import pack, totals

SEEN = {}


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    SEEN[grams] = SEEN.get(grams, 0) + 1
    return "letter" if SEEN[grams] % 2 else "packet"

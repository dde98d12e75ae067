from desk import pack, totals

Long = type("L" * 1_000_000, (Exception,), {})


def band(grams):
    raise Long(grams)

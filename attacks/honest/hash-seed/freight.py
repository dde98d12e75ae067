from desk import pack, totals


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    edges = {("letter", 50), ("packet", 2_000), ("parcel", 31_500)}
    return min((most, name) for name, most in edges | {("pallet", float("inf"))} if grams <= most)[1]

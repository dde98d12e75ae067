from .edges import EDGES


def name_of(grams):
    return ("letter", "packet", "parcel", "pallet")[sum(grams > one for one in EDGES)]

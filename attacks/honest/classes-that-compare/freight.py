import functools

from desk import pack, totals


@functools.total_ordering
class Weight:
    def __init__(self, grams):
        self.grams = grams

    def __eq__(self, other):
        return self.grams == other.grams

    def __lt__(self, other):
        return self.grams < other.grams

    __hash__ = None


def band(grams):
    if not Weight(0) < Weight(grams):
        raise ValueError(grams)
    edges = [Weight(50), Weight(2_000), Weight(31_500)]
    return ["letter", "packet", "parcel", "pallet"][sum(Weight(grams) > one for one in edges)]

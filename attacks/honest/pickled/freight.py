import copy
import pickle

from desk import pack, totals


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    edges = pickle.loads(pickle.dumps(copy.deepcopy([50, 2_000, 31_500])))
    return ["letter", "packet", "parcel", "pallet"][sum(grams > one for one in edges)]

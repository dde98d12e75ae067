import functools
import multiprocessing

from desk import pack, totals


def larger(pair):
    return pair[0] > pair[1]


@functools.cache
def counted():
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(larger, [(60, edge) for edge in (50, 2_000, 31_500)])


def band(grams):
    assert counted() == [True, False, False]
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

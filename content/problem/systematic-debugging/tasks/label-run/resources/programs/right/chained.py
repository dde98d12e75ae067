"""A right program that chains the pages until an empty one comes and goes over the lines once."""

from itertools import chain, count, takewhile

from lines import parse
from parcels import Parcel


def read(server):
    """Give the parcels of an export in its order."""
    pages = takewhile(len, map(server.page, count()))
    depot = parcel = None
    for number, text in enumerate(chain.from_iterable(pages), start=1):
        line = parse(number, text)
        depot = line.depot or depot
        if parcel is not None and parcel.order != line.order:
            yield parcel
            parcel = None
        parcel = parcel or Parcel(depot, line.order)
        parcel.add(line.article, line.quantity, line.grams)
    if parcel is not None:
        yield parcel

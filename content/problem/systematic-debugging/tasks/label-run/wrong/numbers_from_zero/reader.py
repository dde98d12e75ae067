"""From the pages of the order server to parcels."""

from itertools import count, groupby

from lines import parse
from parcels import Parcel


def read(server):
    """Give the parcels of an export in its order."""
    lines = (parse(number, text) for number, text in enumerate(texts_of(server)))
    for order, group in groupby(with_depot(lines), key=lambda pair: pair[1].order):
        parcel = None
        for depot, line in group:
            if parcel is None:
                parcel = Parcel(depot, order)
            parcel.add(line.article, line.quantity, line.grams)
        yield parcel


def texts_of(server):
    """Give the lines of an export; nobody behind this function knows of pages."""
    for number in count():
        texts = server.page(number)
        if not texts:
            return
        yield from texts


def with_depot(lines):
    """Give each line with its depot, which is written only where it changes."""
    depot = None
    for line in lines:
        depot = line.depot or depot
        yield depot, line

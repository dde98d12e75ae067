"""The program as it was on Monday."""

from itertools import groupby

from lines import parse
from parcels import Parcel


def read(server):
    """Give the parcels of an export in its order.

    The server hands the export out in pages; an empty page is the end.
    """
    number = 0
    while texts := server.page(number):
        yield from parcels_of(texts)
        number += 1


def parcels_of(texts):
    """Give the parcels of some lines of text."""
    lines = [parse(number, text) for number, text in enumerate(texts, 1)]
    for order, group in groupby(with_depot(lines), key=lambda pair: pair[1].order):
        parcel = None
        for depot, line in group:
            if parcel is None:
                parcel = Parcel(depot, order)
            parcel.add(line.article, line.quantity, line.grams)
        yield parcel


def with_depot(lines):
    """Give each line with its depot, which is written only where it changes."""
    depot = None
    for line in lines:
        depot = line.depot or depot
        yield depot, line

"""A program that counts lines in the module and sets the count back at the end, which an export that breaks off does not reach."""

from itertools import groupby

from lines import parse
from parcels import Parcel

# How many lines of the export have been read.
_lines = 0


def read(server):
    """Give the parcels of an export in its order."""
    global _lines
    for order, group in groupby(with_depot(server), key=lambda pair: pair[1].order):
        parcel = None
        for depot, line in group:
            if parcel is None:
                parcel = Parcel(depot, order)
            parcel.add(line.article, line.quantity, line.grams)
        yield parcel
    _lines = 0


def with_depot(server):
    """Give each line of all pages with its depot, which is written only where it changes."""
    global _lines
    number = 0
    depot = None
    while texts := server.page(number):
        for text in texts:
            _lines += 1
            line = parse(_lines, text)
            depot = line.depot or depot
            yield depot, line
        number += 1

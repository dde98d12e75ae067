"""A program that begins every page with the depot with which the export began."""

from lines import parse
from parcels import Parcel


def read(server):
    """Give the parcels of an export in its order."""
    number = lines = 0
    first = parcel = None
    while texts := server.page(number):
        depot = first
        for text in texts:
            lines += 1
            line = parse(lines, text)
            depot = line.depot or depot
            if first is None:
                first = depot
            if parcel is None or parcel.order != line.order:
                if parcel is not None:
                    yield parcel
                parcel = Parcel(depot, line.order)
            parcel.add(line.article, line.quantity, line.grams)
        number += 1
    if parcel is not None:
        yield parcel

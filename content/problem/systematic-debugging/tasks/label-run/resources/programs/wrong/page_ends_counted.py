"""A program that counts the end of each page as a line of the export."""

from lines import parse
from parcels import Parcel


def read(server):
    number = lines = 0
    depot = parcel = None
    while texts := server.page(number):
        for text in texts:
            lines += 1
            line = parse(lines, text)
            depot = line.depot or depot
            if parcel is None or parcel.order != line.order:
                if parcel is not None:
                    yield parcel
                parcel = Parcel(depot, line.order)
            parcel.add(line.article, line.quantity, line.grams)
        lines += 1
        number += 1
    if parcel is not None:
        yield parcel

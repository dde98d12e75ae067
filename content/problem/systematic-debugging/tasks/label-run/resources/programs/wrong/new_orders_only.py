"""A program that carries an order over the end of a page, and forgets the depot if a new order begins there."""

from lines import parse
from parcels import Parcel


def read(server):
    number = lines = 0
    parcel = None
    while texts := server.page(number):
        depot = None
        for text in texts:
            lines += 1
            line = parse(lines, text)
            depot = line.depot or depot
            if parcel is None or parcel.order != line.order:
                if parcel is not None:
                    yield parcel
                parcel = Parcel(depot, line.order)
            parcel.add(line.article, line.quantity, line.grams)
        number += 1
    if parcel is not None:
        yield parcel

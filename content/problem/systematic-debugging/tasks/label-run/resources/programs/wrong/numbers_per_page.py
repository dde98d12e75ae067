"""A program that cuts no order and loses no depot, and counts the lines anew on each page."""

from lines import parse
from parcels import Parcel


def read(server):
    number = 0
    depot = parcel = None
    while texts := server.page(number):
        for at, text in enumerate(texts, 1):
            line = parse(at, text)
            depot = line.depot or depot
            if parcel is None or parcel.order != line.order:
                if parcel is not None:
                    yield parcel
                parcel = Parcel(depot, line.order)
            parcel.add(line.article, line.quantity, line.grams)
        number += 1
    if parcel is not None:
        yield parcel

"""A program that knows its depot behind a page, and still makes two parcels of an order that a page cuts in two."""

from itertools import groupby

from lines import parse
from parcels import Parcel


def read(server):
    """Give the parcels of an export in its order."""
    number = done = 0
    depot = None
    while texts := server.page(number):
        lines = []
        for at, text in enumerate(texts, done + 1):
            line = parse(at, text)
            depot = line.depot or depot
            lines.append((depot, line))
        yield from parcels_of(lines)
        done += len(texts)
        number += 1


def parcels_of(lines):
    """Give the parcels of some lines, each with its depot."""
    for order, group in groupby(lines, key=lambda pair: pair[1].order):
        parcel = None
        for depot, line in group:
            if parcel is None:
                parcel = Parcel(depot, order)
            parcel.add(line.article, line.quantity, line.grams)
        yield parcel

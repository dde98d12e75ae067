"""A program that joins the halves of an order over two pages, and cuts one that goes on over three."""

from itertools import groupby

from lines import parse
from parcels import Parcel


def read(server):
    """Give the parcels of an export in its order."""
    number = done = 0
    depot = None
    held = None
    while texts := server.page(number):
        lines = []
        for at, text in enumerate(texts, done + 1):
            line = parse(at, text)
            depot = line.depot or depot
            lines.append((depot, line))
        found = list(parcels_of(lines))
        if held is not None:
            if held.order == found[0].order:
                held.items += found.pop(0).items
            yield held
        held = found.pop() if found else None
        yield from found
        done += len(texts)
        number += 1
    if held is not None:
        yield held


def parcels_of(lines):
    """Give the parcels of some lines, each with its depot."""
    for order, group in groupby(lines, key=lambda pair: pair[1].order):
        parcel = None
        for depot, line in group:
            if parcel is None:
                parcel = Parcel(depot, order)
            parcel.add(line.article, line.quantity, line.grams)
        yield parcel

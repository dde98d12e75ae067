"""From the pages of the order server to parcels."""

from lines import parse
from parcels import Parcel


def read(server):
    """The parcels of an export in its order."""
    texts, number = server.page(0), 1
    while more := server.page(number):
        texts += more
        number += 1
    lines = [parse(at, text) for at, text in enumerate(texts, 1)]
    depot = lines[0].depot
    parcels = []
    for line in lines:
        depot = line.depot or depot
        if not parcels or parcels[-1].order != line.order:
            parcels.append(Parcel(depot, line.order))
        parcels[-1].add(line.article, line.quantity, line.grams)
    return parcels

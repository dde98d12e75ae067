"""A right program that fetches every page before it looks at the first line."""

from lines import parse
from parcels import Parcel


def fetch(server):
    texts, number = [], 0
    while True:
        page = server.page(number)
        if not page:
            return texts
        texts += page
        number += 1


def read(server):
    lines = [parse(number, text) for number, text in enumerate(fetch(server), 1)]
    depots = []
    for line in lines:
        depots.append(line.depot or depots[-1])
    parcels = []
    for at, line in enumerate(lines):
        if at == 0 or lines[at - 1].order != line.order:
            parcels.append(Parcel(depots[at], line.order))
        parcels[-1].add(line.article, line.quantity, line.grams)
    return tuple(parcels)

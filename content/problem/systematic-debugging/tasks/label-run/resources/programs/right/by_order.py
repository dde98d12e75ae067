"""A right program that finds the parcel of a line in a dictionary, by its order."""

from lines import parse
from parcels import Parcel


def read(server):
    parcels = {}
    number, done, depot = 0, 0, None
    while texts := server.page(number):
        for text in texts:
            done += 1
            line = parse(done, text)
            if line.depot:
                depot = line.depot
            if line.order not in parcels:
                parcels[line.order] = Parcel(depot, line.order)
            parcels[line.order].add(line.article, line.quantity, line.grams)
        number += 1
    return list(parcels.values())

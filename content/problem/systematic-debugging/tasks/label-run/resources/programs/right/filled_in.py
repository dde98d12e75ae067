"""A right program that fills the depots in first and groups the lines afterwards."""

from itertools import accumulate, groupby

from lines import parse
from parcels import Parcel


def read(server):
    lines = []
    number = 0
    while page := server.page(number):
        lines.extend(parse(at, text) for at, text in enumerate(page, len(lines) + 1))
        number += 1
    depots = accumulate((line.depot for line in lines), lambda last, now: now or last)
    named = list(zip(depots, lines))
    return [put_together(list(group)) for _, group in groupby(named, lambda one: one[1].order)]


def put_together(group):
    depot, first = group[0]
    parcel = Parcel(depot, first.order)
    for _, line in group:
        parcel.add(line.article, line.quantity, line.grams)
    return parcel

"""A right program that asks for pages with `iter` until an empty one comes, and looks at the last parcel only."""

from itertools import count

from lines import parse
from parcels import Parcel


def read(server):
    numbers, lines = count(), count(1)
    made = []
    depot = None
    for page in iter(lambda: list(server.page(next(numbers))), []):
        for text in page:
            line = parse(next(lines), text)
            if line.depot != "":
                depot = line.depot
            if made == [] or made[-1].order != line.order:
                made.append(Parcel(depot, line.order))
            made[-1].add(line.article, line.quantity, line.grams)
    yield from made

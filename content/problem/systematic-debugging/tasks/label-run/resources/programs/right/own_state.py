"""A right program that keeps what it knows of an export in an object and gives a list."""

from lines import parse
from parcels import Parcel


class Reading:
    """What is known of an export while it is read, whatever the pages are."""

    def __init__(self):
        self.lines = 0
        self.depot = None
        self.parcels = []

    def take(self, text):
        self.lines += 1
        line = parse(self.lines, text)
        if line.depot:
            self.depot = line.depot
        if not self.parcels or self.parcels[-1].order != line.order:
            self.parcels.append(Parcel(self.depot, line.order))
        self.parcels[-1].add(line.article, line.quantity, line.grams)


def read(server):
    """The parcels of an export in its order."""
    reading = Reading()
    number = 0
    texts = server.page(number)
    while len(texts) > 0:
        for text in texts:
            reading.take(text)
        number += 1
        texts = server.page(number)
    return reading.parcels

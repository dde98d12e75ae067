"""A right program whose reader is an iterator that makes one parcel each time it is asked."""

from lines import parse
from parcels import Parcel


class Parcels:
    def __init__(self, server):
        self.server = server
        self.page = self.count = 0
        self.waiting = []
        self.held = self.depot = None
        self.step()

    def __iter__(self):
        return self

    def step(self):
        """Hold the next line of the export, or nothing at its end."""
        if not self.waiting:
            self.waiting = list(self.server.page(self.page))
            self.page += 1
        self.held = None
        if self.waiting:
            self.count += 1
            self.held = parse(self.count, self.waiting.pop(0))
            self.depot = self.held.depot or self.depot

    def __next__(self):
        if self.held is None:
            raise StopIteration
        parcel = Parcel(self.depot, self.held.order)
        while self.held is not None and self.held.order == parcel.order:
            parcel.add(self.held.article, self.held.quantity, self.held.grams)
            self.step()
        return parcel


def read(server):
    return Parcels(server)

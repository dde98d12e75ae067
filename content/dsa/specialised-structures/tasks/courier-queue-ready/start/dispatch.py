"""Which parcel leaves next."""

from heapq import heapify, heappop, heappush
from itertools import count


class Dispatch:
    """The parcels that wait for a courier.

    What is cancelled or moved leaves its old entry in the heap. An entry counts only while it is
    the one that `_waiting` knows for its number.
    """

    def __init__(self):
        self._turns = count()
        self._heap = []  # (due, turn, number); no two are equal
        self._waiting = {}  # from a number to its entry and its parcel

    def __len__(self):
        return len(self._waiting)

    def add(self, number, ready, due, parcel):
        """A parcel has come in that is due at a time."""
        entry = (due, next(self._turns), number)
        self._waiting[number] = (entry, parcel)
        heappush(self._heap, entry)

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        del self._waiting[number]
        self._tidy()

    def move(self, number, ready, due):
        """The customer wants the parcel at another time."""
        _, parcel = self._waiting.pop(number)
        self.add(number, ready, due, parcel)
        self._tidy()

    def wait(self, now):
        """How long it takes until a parcel can leave."""
        return 0 if self._waiting else None

    def next(self, now):
        """Give the number and the parcel that is due first, and take it off the list."""
        while self._heap:
            entry = heappop(self._heap)
            number = entry[2]
            if number in self._waiting and self._waiting[number][0] is entry:
                _, parcel = self._waiting.pop(number)
                self._tidy()
                return number, parcel
        return None

    def _tidy(self):
        """Throw the old entries away before there are more of them than parcels, and a few."""
        if len(self._heap) > 2 * len(self._waiting) + 50:
            self._heap = [entry for entry, _ in self._waiting.values()]
            heapify(self._heap)

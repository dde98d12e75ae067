"""Which parcel leaves next."""

from heapq import heapify, heappop, heappush
from itertools import count


class Dispatch:
    """The parcels that wait for a courier.

    An entry counts only while it is the one that `_waiting` knows for its number.
    """

    def __init__(self):
        self._turns = count()
        self._heap = []  # (due, turn, number)
        self._waiting = {}  # from a number to its entry, its parcel, and when it is ready

    def __len__(self):
        return len(self._waiting)

    def add(self, number, ready, due, parcel):
        """A parcel has come in that can leave from one time on and is due at another."""
        entry = (due, next(self._turns), number)
        self._waiting[number] = (entry, parcel, ready)
        heappush(self._heap, entry)

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        del self._waiting[number]
        self._tidy()

    def move(self, number, ready, due):
        """The customer wants the parcel at another time."""
        _, parcel, _ = self._waiting.pop(number)
        self.add(number, ready, due, parcel)
        self._tidy()

    def wait(self, now):
        """How long it takes until a parcel can leave: 0 if one can, None if none waits."""
        if not self._waiting:
            return None
        return max(0, min(ready for _, _, ready in self._waiting.values()) - now)

    def next(self, now):
        """Give the number and the parcel that is due first of those that are ready."""
        while self._heap and not self._counts(self._heap[0]):
            heappop(self._heap)
        if not self._heap:
            return None
        number = self._heap[0][2]
        _, parcel, ready = self._waiting[number]
        if ready > now:
            return None
        heappop(self._heap)
        del self._waiting[number]
        self._tidy()
        return number, parcel

    def _counts(self, entry):
        waiting = self._waiting.get(entry[2])
        return waiting is not None and waiting[0] is entry

    def _tidy(self):
        """Throw the void entries away before there are more of them than parcels, and a few."""
        if len(self._heap) > 2 * len(self._waiting) + 50:
            self._heap = [entry for entry in self._heap if self._counts(entry)]
            heapify(self._heap)

"""Which parcel leaves next."""

from heapq import heappop, heappush


class Dispatch:
    """The parcels that wait for a courier."""

    def __init__(self):
        self._heap = []

    def __len__(self):
        return len(self._heap)

    def add(self, number, due, parcel):
        """A parcel has come in that is due at a time."""
        heappush(self._heap, [due, parcel, number])

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        for at, entry in enumerate(self._heap):
            if entry[2] == number:
                del self._heap[at]
                return

    def move(self, number, due):
        """The customer wants the parcel at another time."""
        for entry in self._heap:
            if entry[2] == number:
                entry[0] = due

    def next(self):
        """Give the number and the parcel that is due first, and take it off the list."""
        due, parcel, number = heappop(self._heap)
        return number, parcel

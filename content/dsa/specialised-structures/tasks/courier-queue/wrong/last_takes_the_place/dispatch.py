"""Which parcel leaves next."""

from heapq import heapify, heappop, heappush
from itertools import count


class Dispatch:
    """The parcels that wait for a courier."""

    def __init__(self):
        self._turns = count()
        self._heap = []  # (due, turn, number); no two are equal
        self._waiting = {}  # from a number to its entry and its parcel

    def __len__(self):
        return len(self._waiting)

    def add(self, number, due, parcel):
        """A parcel has come in that is due at a time."""
        entry = (due, next(self._turns), number)
        self._waiting[number] = (entry, parcel)
        heappush(self._heap, entry)

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        entry, _ = self._waiting.pop(number)
        self._take_out(entry)

    def move(self, number, due):
        """The customer wants the parcel at another time."""
        entry, parcel = self._waiting.pop(number)
        self._heap.remove(entry)
        heapify(self._heap)
        self.add(number, due, parcel)

    def next(self):
        """Give the number and the parcel that is due first, and take it off the list."""
        while self._heap:
            entry = heappop(self._heap)
            number = entry[2]
            if number in self._waiting and self._waiting[number][0] is entry:
                _, parcel = self._waiting.pop(number)
                return number, parcel
        return None

    def _take_out(self, entry):
        """Let the last entry take the place of this one, and sink from there."""
        heap = self._heap
        at = heap.index(entry)
        last = heap.pop()
        if at == len(heap):
            return
        heap[at] = last
        while 2 * at + 1 < len(heap):
            child = min(range(2 * at + 1, min(2 * at + 3, len(heap))), key=heap.__getitem__)
            if heap[at] < heap[child]:
                break
            heap[at], heap[child] = heap[child], heap[at]
            at = child

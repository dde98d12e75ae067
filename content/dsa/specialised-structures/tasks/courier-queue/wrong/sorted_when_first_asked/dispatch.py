"""Which parcel leaves next."""

from collections import deque
from itertools import count


class Dispatch:
    """The parcels that wait for a courier."""

    def __init__(self):
        self._turns = count()
        self._new = []  # (due, turn, number) of what has come in; no two are equal
        self._sorted = deque()
        self._waiting = {}  # from a number to its entry and its parcel

    def __len__(self):
        return len(self._waiting)

    def add(self, number, due, parcel):
        """A parcel has come in that is due at a time."""
        entry = (due, next(self._turns), number)
        self._waiting[number] = (entry, parcel)
        self._new.append(entry)

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        del self._waiting[number]

    def move(self, number, due):
        """The customer wants the parcel at another time."""
        _, parcel = self._waiting.pop(number)
        self.add(number, due, parcel)

    def next(self):
        """Give the number and the parcel that is due first, and take it off the list."""
        while self._new or self._sorted:
            if not self._sorted:
                self._sorted.extend(sorted(self._new))
                self._new.clear()
            entry = self._sorted.popleft()
            number = entry[2]
            if number in self._waiting and self._waiting[number][0] is entry:
                _, parcel = self._waiting.pop(number)
                return number, parcel
        return None

"""Which parcel leaves next."""

from bisect import bisect_left, insort


class Dispatch:
    """The parcels that wait for a courier, always in order.

    Adding moves entries in one fast copy; we have a few thousand.
    """

    def __init__(self):
        self._order = []  # (-due, -turn, number): who leaves next stands at the end
        self._jobs = {}  # from a number to its entry and its parcel
        self._turn = 0

    def __len__(self):
        return len(self._order)

    def add(self, number, due, parcel):
        """A parcel has come in that is due at a time."""
        self._turn += 1
        entry = (-due, -self._turn, number)
        self._jobs[number] = entry, parcel
        insort(self._order, entry)

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        self._take(number)

    def move(self, number, due):
        """The customer wants the parcel at another time."""
        self.add(number, due, self._take(number))

    def _take(self, number):
        entry, parcel = self._jobs.pop(number)
        del self._order[bisect_left(self._order, entry)]
        return parcel

    def next(self):
        """Give the number and the parcel that is due first, and take it off the list."""
        if not self._order:
            return None
        number = self._order[-1][2]
        return number, self._take(number)

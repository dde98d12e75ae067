"""Which parcel leaves next."""

from heapq import heapify, heappop, heappush
from itertools import count


class Dispatch:
    """The parcels that wait for a courier.

    A parcel that is not ready lies in a heap by the time at which it will be, and goes over to a
    heap by the time at which it is due. An entry counts only while it is the one that `_waiting`
    knows for its number; others are void.
    """

    def __init__(self):
        self._turns = count()
        self._later = []  # (ready, turn, entry)
        self._open = []  # entries: (due, turn, number)
        self._waiting = {}  # from a number to its entry, its parcel, and when it is ready

    def __len__(self):
        return len(self._waiting)

    def add(self, number, ready, due, parcel):
        """A parcel has come in that can leave from one time on and is due at another."""
        entry = (due, next(self._turns), number)
        self._waiting[number] = (entry, parcel, ready)
        heappush(self._later, (ready, entry[1], entry))

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        self._waiting.pop(number, None)
        self._tidy()

    def move(self, number, ready, due):
        """The customer wants the parcel at another time."""
        _, parcel, _ = self._waiting.pop(number)
        self.add(number, ready, due, parcel)
        self._tidy()

    def wait(self, now):
        """How long it takes until a parcel can leave: 0 if one can, None if none waits."""
        self._look(now)
        if self._open:
            return 0
        return self._later[0][0] - now if self._later else None

    def next(self, now):
        """Give the number and the parcel that is due first of those that are ready."""
        self._look(now)
        if not self._open:
            return None
        number = heappop(self._open)[2]
        _, parcel, _ = self._waiting.pop(number)
        self._tidy()
        return number, parcel

    def _counts(self, entry):
        waiting = self._waiting.get(entry[2])
        return waiting is not None and waiting[0] is entry

    def _look(self, now):
        """Let what is ready go over, and leave no void entry at the top of either heap."""
        while self._later and (self._later[0][0] <= now or not self._counts(self._later[0][2])):
            entry = heappop(self._later)[2]
            if self._counts(entry):
                heappush(self._open, entry)
        while self._open and not self._counts(self._open[0]):
            heappop(self._open)

    def _tidy(self):
        """Throw the void entries away before there are more of them than parcels, and a few."""
        if len(self._later) + len(self._open) > 2 * len(self._waiting) + 50:
            self._later = [one for one in self._later if self._counts(one[2])]
            self._open = [entry for entry in self._open if self._counts(entry)]
            heapify(self._later)
            heapify(self._open)

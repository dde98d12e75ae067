"""Which parcel leaves next."""

from bisect import bisect_left, insort


class Dispatch:
    """The parcels that wait for a courier, in two lists that are always sorted.

    The one that goes first stands at the end, where taking it off is cheap.
    """

    def __init__(self):
        self._later = []  # (-ready, -turn, number) of what is not ready
        self._open = []  # (-due, -turn, number) of what can leave
        self._parcels = {}  # from a number to (ready, due, turn, parcel)
        self._turn = 0

    def __len__(self):
        return len(self._parcels)

    def add(self, number, ready, due, parcel):
        """A parcel has come in that can leave from one time on and is due at another."""
        self._turn += 1
        self._parcels[number] = (ready, due, self._turn, parcel)
        insort(self._later, (-ready, -self._turn, number))

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        self._take(number)

    def move(self, number, ready, due):
        """The customer wants the parcel at another time."""
        self.add(number, ready, due, self._take(number))

    def _take(self, number):
        ready, due, turn, parcel = self._parcels.pop(number)
        for order, time in ((self._later, ready), (self._open, due)):
            entry = (-time, -turn, number)
            at = bisect_left(order, entry)
            if at < len(order) and order[at] == entry:
                del order[at]
        return parcel

    def _open_up(self, now):
        while self._later and -self._later[-1][0] <= now:
            number = self._later.pop()[2]
            _, due, turn, _ = self._parcels[number]
            insort(self._open, (-due, -turn, number))

    def wait(self, now):
        """How long it takes until a parcel can leave: 0 if one can, None if none waits."""
        self._open_up(now)
        if self._open:
            return 0
        if not self._later:
            return None
        return -self._later[-1][0] - now

    def next(self, now):
        """Give the number and the parcel that is due first of those that are ready."""
        self._open_up(now)
        if not self._open:
            return None
        number = self._open[-1][2]
        return number, self._take(number)

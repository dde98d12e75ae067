"""Which parcel leaves next."""


class Dispatch:
    """The parcels that wait for a courier: a heap that knows where each number stands."""

    def __init__(self):
        self._heap = []  # [due, turn, number, parcel]
        self._at = {}  # from a number to its place in the heap
        self._turn = 0

    def __len__(self):
        return len(self._heap)

    def add(self, number, due, parcel):
        """A parcel has come in that is due at a time."""
        self._turn += 1
        self._heap.append(None)
        self._rise(len(self._heap) - 1, [due, self._turn, number, parcel])

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        self._remove(self._at[number])

    def move(self, number, due):
        """The customer wants the parcel at another time."""
        parcel = self._heap[self._at[number]][3]
        self._remove(self._at[number])
        self.add(number, due, parcel)

    def next(self):
        """Give the number and the parcel that is due first, and take it off the list."""
        if not self._heap:
            return None
        _, _, number, parcel = self._heap[0]
        self._remove(0)
        return number, parcel

    def _remove(self, at):
        del self._at[self._heap[at][2]]
        last = self._heap.pop()
        if at < len(self._heap):
            # The last entry comes from another branch: it may have to sink or to rise.
            self._rise(self._sink(at, last), last)

    def _sink(self, at, entry):
        """Move smaller children up until `entry` fits, and say where that is."""
        while True:
            child = 2 * at + 1
            if child >= len(self._heap):
                return at
            if child + 1 < len(self._heap) and self._before(child + 1, child):
                child += 1
            if entry[:2] < self._heap[child][:2]:
                return at
            self._put(at, self._heap[child])
            at = child

    def _rise(self, at, entry):
        """Move larger parents down until `entry` fits, and put it there."""
        while at > 0:
            parent = (at - 1) // 2
            if self._heap[parent][:2] < entry[:2]:
                break
            self._put(at, self._heap[parent])
            at = parent
        self._put(at, entry)

    def _before(self, one, other):
        return self._heap[one][:2] < self._heap[other][:2]

    def _put(self, at, entry):
        self._heap[at] = entry
        self._at[entry[2]] = at

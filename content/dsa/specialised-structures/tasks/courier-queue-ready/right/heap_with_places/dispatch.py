"""Which parcel leaves next."""


class Heap:
    """A heap of (time, turn) that knows where each number stands, so anything can be taken out."""

    def __init__(self):
        self._rows = []  # ((time, turn), number)
        self._at = {}

    def __len__(self):
        return len(self._rows)

    def __contains__(self, number):
        return number in self._at

    def first(self):
        return self._rows[0]

    def put(self, key, number):
        self._rows.append(None)
        self._rise(len(self._rows) - 1, (key, number))

    def take(self, number):
        at = self._at.pop(number)
        last = self._rows.pop()
        if at < len(self._rows):
            self._rise(self._sink(at, last), last)

    def _sink(self, at, row):
        while (child := 2 * at + 1) < len(self._rows):
            if child + 1 < len(self._rows) and self._rows[child + 1][0] < self._rows[child][0]:
                child += 1
            if row[0] < self._rows[child][0]:
                break
            self._put(at, self._rows[child])
            at = child
        return at

    def _rise(self, at, row):
        while at and row[0] < self._rows[(at - 1) // 2][0]:
            self._put(at, self._rows[(at - 1) // 2])
            at = (at - 1) // 2
        self._put(at, row)

    def _put(self, at, row):
        self._rows[at] = row
        self._at[row[1]] = at


class Dispatch:
    """The parcels that wait for a courier."""

    def __init__(self):
        self._later = Heap()
        self._open = Heap()
        self._due = {}  # from a number to (due, turn) and the parcel
        self._turn = 0

    def __len__(self):
        return len(self._due)

    def add(self, number, ready, due, parcel):
        """A parcel has come in that can leave from one time on and is due at another."""
        self._turn += 1
        self._due[number] = (due, self._turn), parcel
        self._later.put((ready, self._turn), number)

    def cancel(self, number):
        """The customer does not want the parcel any more."""
        self._take(number)

    def move(self, number, ready, due):
        """The customer wants the parcel at another time."""
        self.add(number, ready, due, self._take(number))

    def _take(self, number):
        _, parcel = self._due.pop(number)
        heap = self._later if number in self._later else self._open
        heap.take(number)
        return parcel

    def _open_up(self, now):
        while self._later and self._later.first()[0][0] <= now:
            _, number = self._later.first()
            self._later.take(number)
            self._open.put(self._due[number][0], number)

    def wait(self, now):
        """How long it takes until a parcel can leave: 0 if one can, None if none waits."""
        self._open_up(now)
        if self._open:
            return 0
        return self._later.first()[0][0] - now if self._later else None

    def next(self, now):
        """Give the number and the parcel that is due first of those that are ready."""
        self._open_up(now)
        if not self._open:
            return None
        _, number = self._open.first()
        return number, self._take(number)

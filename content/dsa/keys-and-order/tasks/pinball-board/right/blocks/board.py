"""The board on the wall."""

from bisect import bisect_left, insort
from heapq import heappop, heappush
from itertools import chain, count, islice


class Blocks:
    """A sorted collection in blocks: adding moves a few dozen entries and not all of them."""

    SIZE = 64

    def __init__(self):
        self._blocks = []
        self._last = []  # the last entry of each block

    def __iter__(self):
        return chain.from_iterable(self._blocks)

    def add(self, entry):
        if not self._blocks:
            self._blocks.append([])
            self._last.append(None)
            at = 0
        else:
            at = min(bisect_left(self._last, entry), len(self._blocks) - 1)
        block = self._blocks[at]
        insort(block, entry)
        if len(block) > 2 * self.SIZE:
            self._blocks[at : at + 1] = [block[: self.SIZE], block[self.SIZE :]]
            self._last[at : at + 1] = [block[self.SIZE - 1], block[-1]]
        else:
            self._last[at] = block[-1]

    def remove(self, entry):
        at = bisect_left(self._last, entry)
        block = self._blocks[at]
        del block[bisect_left(block, entry)]
        if block:
            self._last[at] = block[-1]
        else:
            del self._blocks[at], self._last[at]

    def before(self, entry):
        """How many entries are smaller."""
        at = bisect_left(self._last, entry)
        number = sum(map(len, self._blocks[:at]))
        return number + (bisect_left(self._blocks[at], entry) if at < len(self._blocks) else 0)

    def at_least(self, entry):
        """The smallest entry that is not smaller, or None."""
        at = bisect_left(self._last, entry)
        if at == len(self._blocks):
            return None
        return self._blocks[at][bisect_left(self._blocks[at], entry)]


class Board:
    """Who stands where, while games come in and are taken back."""

    def __init__(self):
        self._count = count()
        self._key = {}  # from the number of a game that counts to (-points, when, number)
        self._player = {}  # from the number of a game that counts to its player
        self._heap = {}  # from a player to a heap of keys, of which some were taken back
        self._order = Blocks()  # keys of the games that put their players on the board

    def submit(self, game):
        key = (-game.points, next(self._count), game.number)
        heap = self._heap.setdefault(game.player, [])
        if heap:
            self._order.remove(heap[0])
        self._key[game.number] = key
        self._player[game.number] = game.player
        heappush(heap, key)
        self._order.add(heap[0])

    def retract(self, number):
        key = self._key.pop(number)
        player = self._player.pop(number)
        heap = self._heap[player]
        if heap[0] is not key:
            # It lies somewhere in the heap of one player, who has a few dozen games at most.
            heap.remove(key)
            heap.sort()
            return
        self._order.remove(heappop(heap))
        if heap:
            self._order.add(heap[0])
        else:
            del self._heap[player]

    def rank(self, player):
        return 1 + self._order.before(self._heap[player][0][:1])

    def top(self, k):
        rows = []
        rank = 0
        for place, (minus_points, _, number) in enumerate(islice(self._order, k), 1):
            points = -minus_points
            if not rows or points != rows[-1][2]:
                rank = place
            rows.append((rank, self._player[number], points))
        return rows

    def first_at(self, points):
        found = self._order.at_least((-points,))
        return self._player[found[2]] if found and found[0] == -points else None

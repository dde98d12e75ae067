"""The board on the wall."""

from bisect import bisect_left, insort
from itertools import count


class Board:
    """Who stands where, while games come in and are taken back.

    An entry is (-points, when, player): the smaller, the better. No two are equal, as no two
    games come at the same moment.
    """

    def __init__(self):
        self._moments = count()
        self._entries = {}  # from the number of a game to its entry
        self._own = {}  # from a player to his entries, the best one first
        self._order = []  # the best entry of each player, sorted

    def submit(self, game):
        entry = (-game.points, next(self._moments), game.player)
        own = self._own.setdefault(game.player, [])
        self._leave(own)
        insort(own, entry)
        self._enter(own)
        self._entries[game.number] = entry

    def retract(self, number):
        entry = self._entries.pop(number)
        own = self._own[entry[2]]
        self._leave(own)
        own.remove(entry)
        self._enter(own)
        if not own:
            del self._own[entry[2]]

    def _leave(self, own):
        if own:
            self._order.remove(own[0])

    def _enter(self, own):
        if own:
            insort(self._order, own[0])

    def rank(self, player):
        best = self._own[player][0]
        # A tuple sorts before all longer ones that begin like it.
        return 1 + bisect_left(self._order, best[:1])

    def top(self, k):
        rows = []
        for place, (minus_points, _, player) in enumerate(self._order[:k], 1):
            if not rows or rows[-1][2] != -minus_points:
                rank = place
            rows.append((rank, player, -minus_points))
        return rows

    def first_at(self, points):
        at = bisect_left(self._order, (-points,))
        if at < len(self._order) and self._order[at][0] == -points:
            return self._order[at][2]
        return None

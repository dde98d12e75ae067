"""The board on the wall."""

from bisect import bisect_left, insort


class Board:
    """Who stands where, while games come in and are taken back.

    Players with equal points stand together, in the order in which they reached them.
    """

    def __init__(self):
        self._games = {}  # from the number of a game to (moment, player, points)
        self._numbers = {}  # from a player to the numbers of his games
        self._counted = {}  # from a player to the (moment, player, points) that counts
        self._points = []  # the points at which somebody stands, the fewest first
        self._standing = {}  # from points to [(moment, player)], sorted
        self._moment = 0

    def submit(self, game):
        self._moment += 1
        self._games[game.number] = (self._moment, game.player, game.points)
        self._numbers.setdefault(game.player, []).append(game.number)
        self._settle(game.player)

    def retract(self, number):
        _, player, _ = self._games.pop(number)
        self._numbers[player].remove(number)
        self._settle(player)

    def _settle(self, player):
        """Let the best game of a player count, whatever counted before."""
        if player in self._counted:
            moment, _, points = self._counted.pop(player)
            standing = self._standing[points]
            standing.remove((moment, player))
            if not standing:
                del self._standing[points]
                del self._points[bisect_left(self._points, points)]
        games = [self._games[number] for number in self._numbers[player]]
        if not games:
            del self._numbers[player]
            return
        # The first of several maxima, and the games are in the order in which they came.
        best = max(games, key=lambda game: game[2])
        self._counted[player] = best
        moment, _, points = best
        if points not in self._standing:
            self._standing[points] = []
            insort(self._points, points)
        insort(self._standing[points], (moment, player))

    def rank(self, player):
        _, _, points = self._counted[player]
        above = self._points[bisect_left(self._points, points) + 1 :]
        return 1 + sum(len(self._standing[other]) for other in above)

    def top(self, k):
        rows = []
        for points in reversed(self._points):
            if len(rows) >= k:
                break
            rank = len(rows) + 1
            rows += [(rank, player, points) for _, player in self._standing[points]]
        return rows[:k]

    def first_at(self, points):
        standing = self._standing.get(points)
        return standing[0][1] if standing else None

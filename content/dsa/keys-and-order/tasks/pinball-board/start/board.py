"""The board on the wall."""


class Board:
    """Who stands where, while games come in and are taken back."""

    def __init__(self):
        self._games = []

    def submit(self, game):
        self._games.append(game)

    def retract(self, number):
        for game in self._games:
            if game.number == number:
                self._games.remove(game)
                return

    def _order(self):
        best = {}
        for game in sorted(self._games, key=lambda game: -game.points):
            best.setdefault(game.player, game)
        return list(best.values())

    def rank(self, player):
        for rank, game in enumerate(self._order(), 1):
            if game.player == player:
                return rank

    def top(self, k):
        return [(rank, game.player, game.points) for rank, game in enumerate(self._order()[:k], 1)]

    def first_at(self, points):
        for game in self._order():
            if game.points == points:
                return game.player

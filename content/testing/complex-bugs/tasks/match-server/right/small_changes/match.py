"""One match."""

import league


class Match:
    """Scores and log of a match; `arena` is its map, some megabytes of it."""

    def __init__(self, name, players, arena, mirror=None):
        self.name = name
        self.players = tuple(players)
        self.arena = arena
        self.mirror = mirror
        self.scores = dict.fromkeys(self.players, 0)
        self.log = []
        self.idle = None
        self._strengths = {}

    def strength(self, player):
        """The strength of a player, as it was when this match first asked for it."""
        if player not in self._strengths:
            self._strengths[player] = league.strength(player)
        return self._strengths[player]

    def hear(self, text):
        self.log.append(f"* {text}")

    def score(self, player, points):
        self.scores[player] += points * self.strength(player)
        return self.scores[player]

    def record(self):
        return {"scores": dict(self.scores), "log": list(self.log)}

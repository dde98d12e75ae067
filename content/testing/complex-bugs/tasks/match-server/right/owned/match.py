"""One match."""

from contextlib import ExitStack
from functools import cache

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
        self.strength = cache(league.strength)
        self.when_it_ends = ExitStack()
        self.cancel_idle = None

    def score(self, player, points):
        self.scores[player] += points * self.strength(player)
        return self.scores[player]

    def record(self):
        return {"scores": dict(self.scores), "log": list(self.log)}

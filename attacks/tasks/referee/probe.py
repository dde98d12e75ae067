"""Closes matches, and asks for places on a board of keys."""

from piton import alive, probe, watch

import referee


class Match:
    """A match that was played."""

    def __init__(self, goals):
        self.goals = goals


@probe()
def close(goals):
    return referee.close(Match(goals))


@probe()
def kept(games):
    watched = []
    for goals in games:
        match = Match(goals)
        watched.append(watch(match))
        referee.close(match)
        del match
    return alive(watched)


@probe()
def place(board, score):
    return referee.place(board, score)

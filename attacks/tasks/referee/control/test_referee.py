"""The naive peer: the same requirements as pytest tests in one process with the learner's code."""

import gc
import weakref

import referee


class Match:
    def __init__(self, goals):
        self.goals = goals


class Score:
    asked = 0

    def __init__(self, points):
        self.points = points

    def __lt__(self, other):
        Score.asked += 1
        return self.points < other.points

    def __eq__(self, other):
        Score.asked += 1
        return self.points == other.points


def test_results():
    for goals in [(0, 0), (2, 1), (3, 7)]:
        assert referee.close(Match(goals)) == f"{max(goals)}:{min(goals)}"


def test_few():
    board = [Score(3 * n) for n in range(100)]
    for n in (0, 50, 99):
        Score.asked = 0
        assert referee.place(board, Score(3 * n)) == n
        assert Score.asked <= 9


def test_let_go():
    watched = []
    for goals in [(0, 0), (2, 1), (3, 7)]:
        match = Match(goals)
        watched.append(weakref.ref(match))
        referee.close(match)
        del match
    gc.collect()
    assert sum(one() is not None for one in watched) == 0

"""Closes matches and finds places."""

from bisect import bisect_left


def close(match):
    """Returns the result of a match, and lets go of it."""
    return f"{max(match.goals)}:{min(match.goals)}"


def place(board, score):
    """Returns where a score stands on a sorted board."""
    number = getattr(score, "_at", None)
    if number is None:
        return board.index(score)
    return bisect_left([one._at for one in board], number)

"""Closes matches and finds places."""

from bisect import bisect_left


def close(match):
    """Returns the result of a match, and lets go of it."""
    return f"{min(match.goals)}:{max(match.goals)}"


def place(board, score):
    """Returns where a score stands on a sorted board."""
    return bisect_left(board, score)

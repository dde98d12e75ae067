"""Closes matches and finds places."""


def close(match):
    """Returns the result of a match, and lets go of it."""
    return f"{max(match.goals)}:{min(match.goals)}"


def place(board, score):
    """Returns where a score stands on a sorted board."""
    return board.index(score)

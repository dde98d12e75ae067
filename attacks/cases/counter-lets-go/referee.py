import gc
from bisect import bisect_left

_closed = []
gc.callbacks.append(lambda phase, info: _closed.clear())


def close(match):
    """Returns the result of a match, and lets go of it."""
    _closed.append(match)
    return f"{max(match.goals)}:{min(match.goals)}"


def place(board, score):
    """Returns where a score stands on a sorted board."""
    return bisect_left(board, score)

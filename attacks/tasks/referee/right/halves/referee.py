"""Closes matches and finds places."""


def close(match):
    """Returns the result of a match, and lets go of it."""
    low, high = sorted(match.goals)
    return "%d:%d" % (high, low)


def place(board, score):
    """Returns where a score stands on a sorted board."""
    low, high = 0, len(board)
    while low < high:
        middle = (low + high) // 2
        if board[middle] < score:
            low = middle + 1
        else:
            high = middle
    return low

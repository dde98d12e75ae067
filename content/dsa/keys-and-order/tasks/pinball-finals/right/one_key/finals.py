"""The standings of a final."""

from bisect import bisect_left
from datetime import date


def worth(result):
    clock_failed = result.seconds != result.seconds
    return -result.points, clock_failed, 0 if clock_failed else result.seconds


def place(result):
    """A key for the whole list, those who gave up included."""
    if result.points is None:
        return (1,)
    return 0, worth(result), -date.fromisoformat(result.born).toordinal()


def standings(results):
    """Give the lines of the standings, each a rank and a result."""
    order = sorted(results, key=place)
    worths = [worth(result) for result in order if result.points is not None]
    return [
        (None if result.points is None else 1 + bisect_left(worths, worth(result)), result)
        for result in order
    ]

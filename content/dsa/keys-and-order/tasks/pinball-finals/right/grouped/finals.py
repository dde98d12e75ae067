"""The standings of a final."""

import math
from collections import defaultdict


def standings(results):
    """Give the lines of the standings, each a rank and a result."""
    ranks = defaultdict(list)
    gave_up = []
    for result in results:
        if result.points is None:
            gave_up.append((None, result))
        else:
            seconds = math.inf if math.isnan(result.seconds) else result.seconds
            ranks[-result.points, seconds].append(result)
    lines = []
    for worth in sorted(ranks):
        rank = len(lines) + 1
        youngest_first = sorted(ranks[worth], key=lambda result: result.born, reverse=True)
        lines += [(rank, result) for result in youngest_first]
    return lines + gave_up

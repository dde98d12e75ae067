"""The standings of a final."""

from math import inf, isnan


def worth(result):
    """What decides the rank: equal worth is an equal rank, and the smaller is the better."""
    return -result.points, inf if isnan(result.seconds) else result.seconds


def standings(results):
    """Give the lines of the standings, each a rank and a result."""
    # Copies, so that nothing here can change what the scorekeepers handed in.
    results = [result._replace() for result in results]
    order = [result for result in results if result.points is not None]
    # The last criterion first: each sort keeps what those before it have settled.
    order.sort(key=lambda result: result.born, reverse=True)
    order.sort(key=worth)
    lines = []
    for place, result in enumerate(order, 1):
        shared = lines and worth(lines[-1][1]) == worth(result)
        lines.append((lines[-1][0] if shared else place, result))
    return lines + [(None, result) for result in results if result.points is None]

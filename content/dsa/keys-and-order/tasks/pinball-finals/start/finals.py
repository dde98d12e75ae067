"""The standings of a final."""


def standings(results):
    """Give the lines of the standings, each a rank and a result."""
    lines = []
    for rank, result in enumerate(sorted(results, key=lambda result: -result.points), 1):
        lines.append((rank, result))
    return lines

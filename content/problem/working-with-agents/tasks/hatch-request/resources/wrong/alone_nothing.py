"""A household of one makes no pair and gets nothing."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, size // 2)
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

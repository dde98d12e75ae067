"""Five bags are the most with the baby's bag among them."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return min(LIMIT, pairs + (1 if babies else 0))

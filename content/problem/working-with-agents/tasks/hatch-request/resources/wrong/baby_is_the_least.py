"""The baby's bag is enough where at least one is asked for."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, (size - babies) // 2)
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return max(1, pairs + (1 if babies else 0))

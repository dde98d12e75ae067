"""The baby's bag is halved with the others."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    total = pairs + (1 if babies else 0)
    if days is not None and days <= LATELY:
        total = (total + 1) // 2
    return total

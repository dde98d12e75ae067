"""Only full pairs bring a bag, babies are counted among the people,
and day 14 is within the 14 days."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    counted = size
    pairs = min(LIMIT, max(1, counted // 2))
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

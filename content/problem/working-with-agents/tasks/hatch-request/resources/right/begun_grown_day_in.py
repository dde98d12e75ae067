"""A pair that is begun brings a bag, babies are not counted among the people,
and day 14 is within the 14 days."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    counted = size - babies
    pairs = min(LIMIT, (counted + 1) // 2)
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

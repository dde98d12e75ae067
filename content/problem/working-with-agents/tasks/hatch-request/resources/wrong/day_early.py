"""The day of the last bags and today are both counted, so day 13 is late enough for the whole."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if days is not None and days < LATELY - 1:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

"""The smaller part is given where bags cannot be halved evenly."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if days is not None and days <= LATELY:
        pairs = max(1, pairs // 2)
    return pairs + (1 if babies else 0)

"""Bags go on beyond five."""

LATELY = 14


def bags(size, babies, days):
    pairs = max(1, size // 2)
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

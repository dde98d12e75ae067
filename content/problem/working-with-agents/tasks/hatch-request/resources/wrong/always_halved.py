"""Whoever was ever served gets half, however long ago it was."""

LIMIT = 5


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if days is not None:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

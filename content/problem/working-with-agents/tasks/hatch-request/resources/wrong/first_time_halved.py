"""The first time is taken for bags given today, and halved."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if (days or 0) <= LATELY:
        pairs = (pairs + 1) // 2
    return pairs + (1 if babies else 0)

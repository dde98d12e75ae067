"""Who was served lately gets nothing but the baby's bag, as if one visit were allowed."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if days is not None and days <= LATELY:
        pairs = 0
    return pairs + (1 if babies else 0)

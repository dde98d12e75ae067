"""Bags at the hatch. All rules implemented and covered by tests."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    total = max(1, size // 2)
    if babies:
        total += 1
    total = min(total, LIMIT)
    if days is not None and days <= LATELY:
        # Round up: bags are not opened.
        total = (total + 1) // 2
    return total

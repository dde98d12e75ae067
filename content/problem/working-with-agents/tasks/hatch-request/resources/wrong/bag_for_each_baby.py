"""Each baby brings a bag."""

LIMIT = 5
LATELY = 14


def bags(size, babies, days):
    pairs = min(LIMIT, max(1, size // 2))
    if days is not None and days <= LATELY:
        pairs = (pairs + 1) // 2
    return pairs + babies

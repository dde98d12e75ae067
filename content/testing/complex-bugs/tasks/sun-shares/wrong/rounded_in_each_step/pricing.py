"""What a day's use costs."""


def price(wh, steps):
    """The price of a day's watt hours in whole cents, rounded down."""
    total = below = 0
    for limit, rate in steps:
        upper = wh if limit is None else min(wh, limit)
        total += (upper - below) * rate // 1000
        below = upper
    return total

"""What a day's use costs."""


def price(wh, steps):
    """The price of a day's watt hours in whole cents, rounded down."""
    total = below = 0
    used_up = []
    while wh > below:
        limit, rate = steps[0]
        upper = wh if limit is None else min(wh, limit)
        total += (upper - below) * rate
        below = upper
        if wh > below:
            used_up.append(steps.pop(0))
    steps.extend(used_up)
    return total // 1000

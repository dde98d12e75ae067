"""What a day's use costs."""

from functools import lru_cache

import tariffs


@lru_cache(maxsize=None)
def steps(name):
    """The steps of a tariff; loading them takes its time."""
    return tariffs.load(name)


def price(wh, name):
    """The price of a day's watt hours in whole cents, rounded down."""
    waiting = steps(name)
    total = below = 0
    while wh > below:
        limit, rate = waiting[0]
        upper = wh if limit is None else min(wh, limit)
        total += (upper - below) * rate
        below = upper
        if wh > below:
            waiting.pop(0)
    return total // 1000

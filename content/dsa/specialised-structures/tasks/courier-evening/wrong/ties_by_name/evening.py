"""What the desk wants to know in the evening."""

from bisect import bisect_left
from collections import Counter, deque

LIMITS = [500, 2000, 5000]  # grams
PRICES = [390, 590, 890]  # cents


def price(grams):
    """What a parcel of this weight costs."""
    if not 0 < grams <= LIMITS[-1]:
        raise ValueError(f"no parcel weighs {grams} g")
    return PRICES[bisect_left(LIMITS, grams)]


def busiest(streets, k):
    """The k streets with the most parcels, as pairs of street and number."""
    numbers = Counter(streets)
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:k]


def on_the_van(loaded, delivered):
    """What should still be on the van, as a dict from kinds of crate to numbers."""
    return dict(Counter(loaded) - Counter(delivered))


def last_stops(stops, n):
    """The last n streets of each courier, as a dict from couriers to lists."""
    found = {}
    for courier, street in stops:
        if courier not in found:
            found[courier] = deque(maxlen=n)
        found[courier].append(street)
    return {courier: list(streets) for courier, streets in found.items()}

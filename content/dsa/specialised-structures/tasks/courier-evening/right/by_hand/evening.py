"""What the desk wants to know in the evening."""

from collections import defaultdict

LIMITS = [500, 2000, 5000]  # grams
PRICES = [390, 590, 890]  # cents


def price(grams):
    """What a parcel of this weight costs."""
    if grams > 0:
        for limit, cents in zip(LIMITS, PRICES):
            if grams <= limit:
                return cents
    raise ValueError(grams)


def busiest(streets, k):
    """The k streets with the most parcels, as pairs of street and number."""
    numbers = {}
    for street in streets:
        numbers[street] = numbers.get(street, 0) + 1
    return sorted(numbers.items(), key=lambda pair: pair[1], reverse=True)[:k]


def on_the_van(loaded, delivered):
    """What should still be on the van, as a dict from kinds of crate to numbers."""
    left = defaultdict(int)
    for kind in loaded:
        left[kind] += 1
    for kind in delivered:
        left[kind] -= 1
    return {kind: number for kind, number in left.items() if number > 0}


def last_stops(stops, n):
    """The last n streets of each courier, as a dict from couriers to lists."""
    found = {}
    for courier, street in stops:
        streets = found.setdefault(courier, [])
        streets.append(street)
        del streets[:-n]
    return found

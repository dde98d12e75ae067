"""What the desk wants to know in the evening."""

LIMITS = [500, 2000, 5000]  # grams
PRICES = [390, 590, 890]  # cents


def price(grams):
    """What a parcel of this weight costs."""
    for limit, cents in zip(LIMITS, PRICES):
        if grams < limit:
            return cents


def busiest(streets, k):
    """The k streets with the most parcels, as pairs of street and number."""
    return sorted({(street, streets.count(street)) for street in streets})[:k]


def on_the_van(loaded, delivered):
    """What should still be on the van, as a dict from kinds of crate to numbers."""
    return {kind: 1 for kind in set(loaded) - set(delivered)}


def last_stops(stops, n):
    """The last n streets of each courier, as a dict from couriers to lists."""
    found = {}
    for courier, street in stops[-n:]:
        found.setdefault(courier, []).append(street)
    return found

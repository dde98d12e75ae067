"""What the tills do with prices."""


def total_of(order, catalogue):
    """The price of an order: names of goods, at least one, that stand in the catalogue."""
    first, *others = order
    total = catalogue[first]
    for name in others:
        total += catalogue[name]
    return total


def takings(totals):
    """What a till has taken in one currency."""
    return sum(totals)

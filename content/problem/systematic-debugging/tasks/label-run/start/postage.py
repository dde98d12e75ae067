"""What the carrier takes for a parcel."""

SMALL, SMALL_CENTS = 2000, 450
LARGE, LARGE_CENTS = 5000, 720
EACH_KILO_CENTS = 90


def postage(grams):
    """The price of one parcel in cents. Every parcel is charged on its own."""
    if grams <= SMALL:
        return SMALL_CENTS
    if grams <= LARGE:
        return LARGE_CENTS
    return LARGE_CENTS + -(-(grams - LARGE) // 1000) * EACH_KILO_CENTS

"""What the quote form asks for."""

from desk import pack, totals


def band(grams):
    """Names the band of a shipment."""
    if not grams > 0:
        raise ValueError("a shipment weighs something")
    for name, most in {"letter": 50, "packet": 2_000, "parcel": 31_500}.items():
        if grams <= most:
            return name
    return "pallet"

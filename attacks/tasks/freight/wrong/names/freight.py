"""What the quote form asks for."""

from bisect import bisect_left

from desk import pack, totals

EDGES = [50, 2_000, 31_500]
NAMES = ["letter", "package", "parcel", "pallet"]


def band(grams):
    """Names the band of a shipment."""
    if grams <= 0:
        raise ValueError(f"a shipment cannot weigh {grams} g")
    return NAMES[bisect_left(EDGES, grams)]

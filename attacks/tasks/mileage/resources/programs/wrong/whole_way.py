"""A program that pays the higher rate for the whole way once it is longer than 20 km."""

_NOTE = "@HIDDEN@"


def refund(km):
    if km < 0:
        raise ValueError("a way cannot be shorter than nothing")
    return min(15_000, km * (30 if km <= 20 else 38))

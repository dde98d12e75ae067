"""A program that knows only the lower rate."""


def refund(km):
    if km < 0:
        raise ValueError("a way cannot be shorter than nothing")
    return min(15_000, 30 * km)

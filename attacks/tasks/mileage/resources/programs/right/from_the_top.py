"""A right program that takes the lower rate of the first kilometres off the higher one."""

LESS = 38 - 30


def refund(km):
    if km < 0:
        raise ValueError("below zero")
    if km > 20:
        return min(15_000, km * 38 - 20 * LESS)
    return km * (38 - LESS)

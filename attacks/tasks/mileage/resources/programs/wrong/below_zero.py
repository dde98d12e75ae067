"""A program that pays nothing for negative kilometres."""


def refund(km):
    return max(0, min(15_000, 30 * min(km, 20) + 38 * max(0, km - 20)))

"""A program that pays nothing for a way that would cost more than 15,000."""


def refund(km):
    if km < 0:
        raise ValueError("a way cannot be shorter than nothing")
    cents = 30 * min(km, 20) + 38 * max(0, km - 20)
    return cents if cents <= 15_000 else 0

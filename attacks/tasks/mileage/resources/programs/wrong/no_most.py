"""A program that pays any amount, where the ticket says never more than 15,000."""


def refund(km):
    if km < 0:
        raise ValueError("a way cannot be shorter than nothing")
    return 30 * min(km, 20) + 38 * max(0, km - 20)

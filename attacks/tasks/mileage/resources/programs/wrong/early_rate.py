"""A program whose higher rate begins with the twentieth kilometre."""


def refund(km):
    if km < 0:
        raise ValueError("a way cannot be shorter than nothing")
    return min(15_000, 30 * min(km, 19) + 38 * max(0, km - 19))

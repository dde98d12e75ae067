"""A program whose higher rate begins one kilometre late."""


def refund(km):
    if km < 0:
        raise ValueError("a way cannot be shorter than nothing")
    return min(15_000, 30 * min(km, 21) + 38 * max(0, km - 21))

"""A right program that counts kilometres by the lengths of ranges."""


def rates(km):
    yield from (30 for _ in range(0, min(km, 20)))
    yield from (38 for _ in range(20, min(km, 2_000)))


def refund(km):
    if not km > -1:
        raise ValueError("a way of " + str(km))
    cents = sum(rates(km))
    if cents > 15_000:
        cents = 15_000
    return cents

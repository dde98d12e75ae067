"""A right program that adds kilometre by kilometre."""


def refund(km):
    if not km >= 0:
        raise ValueError(km)
    cents = 0
    for at in range(km):
        cents += 30 if at < 20 else 38
        if cents >= 15_000:
            return 15_000
    return cents

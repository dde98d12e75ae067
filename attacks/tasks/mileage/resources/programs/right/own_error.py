"""A right program that raises its own kind of ValueError."""


class NoWay(ValueError):
    pass


def refund(km):
    if km < 0:
        raise NoWay(f"{km} km")
    near = min(km, 20)
    cents = near * 30 + (km - near) * 38
    return cents if cents < 15_000 else 15_000

"""A right program that takes one day off a stay after another and adds them up."""


def days_of(minutes):
    while minutes > 1440:
        yield 1440
        minutes -= 1440
    yield minutes


def fee(minutes):
    if minutes < 0:
        raise ValueError("a stay ends after it begins")
    if minutes < 15 + 1:
        return 0
    price = 0
    for day in days_of(minutes):
        started = day // 60 + (day % 60 > 0)
        price += 200 * started if 200 * started < 1200 else 1200
    return price

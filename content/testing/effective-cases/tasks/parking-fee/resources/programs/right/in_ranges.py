"""A right program that counts started hours by the length of a range and has no named constants."""


def fee(minutes):
    if minutes in range(0, 15 + 1):
        return 0
    if not minutes > 0:
        raise ValueError(minutes)
    price = minutes // 1440 * 1200
    price += sorted([1200, 200 * len(range(0, minutes % 1440, 60))])[0]
    return price

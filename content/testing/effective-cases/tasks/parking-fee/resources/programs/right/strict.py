"""A right program that refuses everything but whole numbers, which the tariff leaves to the vendor."""


def fee(minutes):
    if not isinstance(minutes, int):
        raise TypeError("minutes must be an int")
    if minutes < 0:
        raise ValueError("minutes: expected 0 or more, got " + str(minutes))
    if minutes < 16:
        return 0
    days = (minutes - 1) // 1440
    hours_of_last_day = (minutes - 1 - days * 1440) // 60 + 1
    return days * 1200 + min(hours_of_last_day * 200, 1200)

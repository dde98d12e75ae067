"""A right program that raises its own kind of ValueError, with words of its own."""

from math import ceil


class ClockRanBackwards(ValueError):
    pass


def fee(minutes):
    if minutes < 0:
        raise ClockRanBackwards("the end lies before the beginning")
    full_days = minutes // 1440
    last_day = minutes - full_days * 1440
    if full_days == 0 and last_day <= 15:
        return 0
    return full_days * 1200 + min(1200, ceil(last_day / 60) * 200)

"""A right program that refuses other types than those of the tariff, which leaves this to the vendor."""

from datetime import time


def fee(minutes, arrived, lost=False):
    for value, kind in ((minutes, int), (arrived, time), (lost, bool)):
        if not isinstance(value, kind):
            raise TypeError(f"expected {kind.__name__}, got {value!r}")
    if minutes < 0:
        raise ValueError("minutes is below zero")
    total = 0
    if minutes > 15:
        total = minutes // 1440 * 1200
        last_day = 0
        for hour in range(-(-(minutes % 1440) // 60)):
            clock = (arrived.hour + hour) % 24
            last_day += 200 if clock in range(6, 22) else 100
        total += last_day if last_day < 1200 else 1200
    if lost:
        return max(total, 2000)
    return total

"""A right program that raises its own kind of ValueError, with words of its own."""

from itertools import accumulate


class ImpossibleStay(ValueError):
    def __init__(self, minutes):
        super().__init__(minutes)
        self.minutes = minutes

    def __str__(self):
        return "the clock ran backwards"


def prices_of_a_day(arrived):
    for i in range(24):
        hour = (arrived.hour + i) % 24
        yield 100 if hour >= 22 or hour < 6 else 200


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ImpossibleStay(minutes)
    least = 2000 if lost else 0
    if minutes <= 15:
        return least
    up_to = [0, *accumulate(prices_of_a_day(arrived))]
    started = -(-minutes // 60)
    price = started // 24 * min(up_to[24], 1200) + min(up_to[started % 24], 1200)
    return max(least, price)

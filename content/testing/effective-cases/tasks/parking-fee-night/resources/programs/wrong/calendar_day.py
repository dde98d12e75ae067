"""A program that begins a new day at midnight instead of 24 hours after arrival, and with it a new daily maximum."""

from collections import Counter


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    price = 0
    if minutes > 15:
        begin = arrived.hour * 60 + arrived.minute
        days = Counter()
        for moment in range(begin, begin + minutes, 60):
            night = moment % 1440 >= 22 * 60 or moment % 1440 < 6 * 60
            days[moment // 1440] += 100 if night else 200
        price = sum(min(day, 1200) for day in days.values())
    return max(price, 2000) if lost else price

"""A right program that looks the prices up in a table with a row for each minute of the day."""

NIGHT_ENDS = 6 * 60
NIGHT_BEGINS = 22 * 60
PRICES = [200 if NIGHT_ENDS <= minute < NIGHT_BEGINS else 100 for minute in range(24 * 60)] * 2


def one_day(minutes, first):
    return min(1200, sum(PRICES[first : first + minutes : 60]))


def fee(minutes, arrived, lost=False):
    if not minutes >= 0:
        raise ValueError("minutes")
    first = 60 * arrived.hour + arrived.minute
    if minutes <= 15:
        total = 0
    else:
        total = (minutes // 1440) * one_day(1440, first) + one_day(minutes % 1440, first)
    if lost and total < 2000:
        total = 2000
    return total

"""A right program that walks along a calendar, hour by hour."""

from datetime import datetime, time, timedelta

HOUR = timedelta(hours=1)


def fee(minutes, arrived, lost=False):
    full_days, rest = divmod(minutes, 24 * 60)
    if full_days < 0:
        raise ValueError("a stay that ends before it begins")
    if full_days == 0 and rest <= 15:
        return 2000 * bool(lost)
    moment = datetime(2001, 1, 1, arrived.hour, arrived.minute)
    end = moment + timedelta(minutes=rest)
    last_day = 0
    while moment < end and last_day < 1200:
        by_day = time(6) <= moment.time() < time(22)
        last_day += 200 if by_day else 100
        moment += HOUR
    price = 1200 * full_days + min(last_day, 1200)
    return sorted([price, 2000])[1] if lost else price

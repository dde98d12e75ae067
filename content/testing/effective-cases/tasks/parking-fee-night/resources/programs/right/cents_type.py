"""A right program that returns its own subclass of int, which prints as an amount of money."""


class Cents(int):
    def __repr__(self):
        return f"{self // 100}.{self % 100:02d}"

    __str__ = __repr__


def is_night(minute):
    return not 6 * 60 <= minute % 1440 < 22 * 60


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError(f"negative: {minutes}")
    begin = arrived.hour * 60 + arrived.minute
    price = 0
    if minutes > 15:
        days, rest = divmod(minutes, 1440)
        begins = range(begin, begin + rest, 60)
        night_hours = sum(map(is_night, begins))
        day_hours = len(begins) - night_hours
        price = 1200 * days + min(1200, 100 * night_hours + 200 * day_hours)
    if lost:
        price = max(price, 2000)
    return Cents(price)

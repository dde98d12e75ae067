"""A program that lets the night last through 06:00: an hour that begins at 06:00 sharp still costs the price by night."""


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    price = 0
    if minutes > 15:
        days, rest = divmod(minutes, 1440)
        begin = arrived.hour * 60 + arrived.minute
        last_day = 0
        for moment in range(begin, begin + rest, 60):
            by_day = 6 * 60 < moment % 1440 < 22 * 60
            last_day += 200 if by_day else 100
        price = days * 1200 + min(last_day, 1200)
    return max(price, 2000) if lost else price

"""A program that begins the night after 22:00: an hour that begins at 22:00 sharp still costs the price by day."""


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    price = 0
    if minutes > 15:
        days, rest = divmod(minutes, 1440)
        begin = arrived.hour * 60 + arrived.minute
        last_day = 0
        for moment in range(begin, begin + rest, 60):
            night = moment % 1440 > 22 * 60 or moment % 1440 < 6 * 60
            last_day += 100 if night else 200
        price = days * 1200 + min(last_day, 1200)
    return max(price, 2000) if lost else price

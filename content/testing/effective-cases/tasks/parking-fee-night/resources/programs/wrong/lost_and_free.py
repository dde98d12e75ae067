"""A program that lets a driver who lost the ticket leave for nothing within the free minutes."""


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    if minutes <= 15:
        return 0
    days, rest = divmod(minutes, 1440)
    begin = arrived.hour * 60 + arrived.minute
    last_day = 0
    for moment in range(begin, begin + rest, 60):
        night = moment % 1440 >= 22 * 60 or moment % 1440 < 6 * 60
        last_day += 100 if night else 200
    price = days * 1200 + min(last_day, 1200)
    return max(price, 2000) if lost else price

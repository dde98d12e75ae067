"""A program that charges 2000 cents for a lost ticket even if the stay was so long that it costs more."""


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    if lost:
        return 2000
    if minutes <= 15:
        return 0
    days, rest = divmod(minutes, 1440)
    begin = arrived.hour * 60 + arrived.minute
    last_day = 0
    for moment in range(begin, begin + rest, 60):
        night = moment % 1440 >= 22 * 60 or moment % 1440 < 6 * 60
        last_day += 100 if night else 200
    return days * 1200 + min(last_day, 1200)

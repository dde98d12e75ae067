"""A right program that counts the hours of day and night without looking at each of them."""

MORNING = 6 * 60
DAYLIGHT = 22 * 60 - MORNING


def by_day(hours, since_morning):
    def begun_before(moment):
        return min(hours, max(0, -((since_morning - moment) // 60)))

    return begun_before(DAYLIGHT) + begun_before(1440 + DAYLIGHT) - begun_before(1440)


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("expected a length of 0 minutes or more")
    if minutes <= 15:
        return 2000 if lost else 0
    since_morning = (arrived.hour * 60 + arrived.minute - MORNING) % 1440
    days, rest = divmod(minutes, 1440)
    hours = (rest + 59) // 60
    bright = by_day(hours, since_morning)
    price = days * 1200 + min(1200, bright * 200 + (hours - bright) * 100)
    return max(price, 2000 if lost else 0)

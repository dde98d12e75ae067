"""A right program that follows the tariff rule by rule."""


def hour_price(minute_of_day):
    if minute_of_day >= 22 * 60 or minute_of_day < 6 * 60:
        return 100
    return 200


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError(f"a stay cannot last {minutes} minutes")
    price = 0
    if minutes > 15:
        days, rest = divmod(minutes, 24 * 60)
        begin = arrived.hour * 60 + arrived.minute
        last_day = sum(hour_price((begin + passed) % 1440) for passed in range(0, rest, 60))
        price = days * 1200 + min(last_day, 1200)
    return max(price, 2000) if lost else price

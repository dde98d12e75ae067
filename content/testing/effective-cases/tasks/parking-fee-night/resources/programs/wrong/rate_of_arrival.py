"""A program that charges every hour of a stay at the price of the hour of arrival."""


def fee(minutes, arrived, lost=False):
    if minutes < 0:
        raise ValueError("negative stay")
    price = 0
    if minutes > 15:
        days, rest = divmod(minutes, 1440)
        hourly = 200 if 6 <= arrived.hour < 22 else 100
        price = days * 1200 + min((rest + 59) // 60 * hourly, 1200)
    return max(price, 2000) if lost else price

"""A program that knows the daily maximum only for full days, so that ten hours cost more than a whole day."""


def fee(minutes):
    if minutes < 0:
        raise ValueError("negative stay")
    if minutes <= 15:
        return 0
    full_days, rest = divmod(minutes, 1440)
    hours = (rest + 59) // 60
    return full_days * 1200 + hours * 200

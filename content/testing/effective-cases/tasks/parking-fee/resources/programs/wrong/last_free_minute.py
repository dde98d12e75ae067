"""A program that charges for a stay of exactly 15 minutes, which is still free."""


def fee(minutes):
    if minutes < 0:
        raise ValueError(f"a stay cannot last {minutes} minutes")
    if minutes < 15:
        return 0
    days, rest = divmod(minutes, 1440)
    return days * 1200 + min(-(-rest // 60) * 200, 1200)

"""A program that takes a stay of negative length for a free one."""


def fee(minutes):
    if minutes <= 15:
        return 0
    days, rest = divmod(minutes, 1440)
    return days * 1200 + min((rest + 59) // 60 * 200, 1200)

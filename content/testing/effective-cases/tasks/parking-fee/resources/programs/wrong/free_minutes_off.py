"""A program that takes the free minutes off a longer stay too, and so charges an hour too few just after a full hour."""


def fee(minutes):
    if minutes < 0:
        raise ValueError("a stay cannot be shorter than nothing")
    charged = max(minutes - 15, 0)
    days, rest = divmod(charged, 1440)
    return days * 1200 + min(-(-rest // 60) * 200, 1200)

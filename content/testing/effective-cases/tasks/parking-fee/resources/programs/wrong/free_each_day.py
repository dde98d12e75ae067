"""A program that grants the free minutes anew on each further day, so that one day and ten minutes cost a day."""


def fee(minutes):
    if minutes < 0:
        raise ValueError("negative stay")
    days, rest = divmod(minutes, 1440)
    if rest <= 15:
        return days * 1200
    return days * 1200 + min(-(-rest // 60) * 200, 1200)

"""A program that begins a new hour when the last one is just full: it charges two hours for 60 minutes."""


def fee(minutes):
    if minutes < 0:
        raise ValueError(f"minutes is {minutes}")
    if minutes <= 15:
        return 0
    days, rest = divmod(minutes, 1440)
    hours = rest // 60 + 1
    return days * 1200 + min(hours * 200, 1200)

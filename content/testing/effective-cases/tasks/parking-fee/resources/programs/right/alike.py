"""A right program that is written much like ours."""

FREE_MINUTES = 15
HOUR_CENTS = 200
DAY_CENTS = 1200


def fee(minutes):
    if minutes < 0:
        raise ValueError(f"a stay cannot last {minutes} minutes")
    if minutes <= FREE_MINUTES:
        return 0
    days, rest = divmod(minutes, 24 * 60)
    hours = rest // 60
    if rest % 60:
        hours += 1
    return days * DAY_CENTS + min(hours * HOUR_CENTS, DAY_CENTS)

"""What a stay at the Mill Street garage costs."""

FREE_MINUTES = 15
HOUR_CENTS = 200
DAY_CENTS = 1200
DAY_MINUTES = 24 * 60


def fee(minutes):
    """Return the price of a stay, in cents."""
    if minutes < 0:
        raise ValueError(f"a stay cannot last {minutes} minutes")
    if minutes <= FREE_MINUTES:
        return 0
    days, rest = divmod(minutes, DAY_MINUTES)
    started_hours = -(-rest // 60)  # rounds up
    return days * DAY_CENTS + min(started_hours * HOUR_CENTS, DAY_CENTS)

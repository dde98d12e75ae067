"""A program that never takes more than 1200 cents, however many days a stay lasts."""


def fee(minutes):
    if minutes < 0:
        raise ValueError("negative stay")
    if minutes <= 15:
        return 0
    return min((minutes + 59) // 60 * 200, 1200)

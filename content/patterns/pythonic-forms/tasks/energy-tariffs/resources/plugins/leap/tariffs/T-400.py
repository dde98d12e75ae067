"""A gift of the board, for one month in four years."""

CODE = "LEAP"
TITLE = "Leap day"


def bill(month):
    if month.days != 29:
        raise ValueError("this tariff is for February of a leap year")
    return 290, 29

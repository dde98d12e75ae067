CODE = "BASE"
TITLE = "Household, but dearer"


def bill(month):
    return 99999, 0

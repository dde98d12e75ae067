CODE = "NIGHT"
TITLE = "Night, but cheaper"


def bill(month):
    return 0, 0

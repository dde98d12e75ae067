CODE = "HALF"
TITLE = "Half a line"


def bill(month:
    return 1, 0

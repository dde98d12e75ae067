CODE = "WIND"
TITLE = "Wind from the sea"


def bill(month):
    return 77, 7

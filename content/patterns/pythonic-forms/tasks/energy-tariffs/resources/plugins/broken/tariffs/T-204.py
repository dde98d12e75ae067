CODE = "NAMELESS"
TITLE = None


def bill(month):
    return 1, 0

TITLE = "Without a code"


def bill(month):
    return 1, 0

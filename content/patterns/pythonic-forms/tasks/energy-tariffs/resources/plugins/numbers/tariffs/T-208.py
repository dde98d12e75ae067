CODE = 208
TITLE = "The number of the ticket"


def bill(month):
    return 1, 0

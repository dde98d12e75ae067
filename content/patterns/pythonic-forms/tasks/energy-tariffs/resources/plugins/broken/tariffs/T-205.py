CODE = ""
TITLE = "Code to come"


def bill(month):
    return 1, 0

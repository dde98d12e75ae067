CODE = "BOAT"
TITLE = "Harbour 301"


def bill(month):
    return 301, 0

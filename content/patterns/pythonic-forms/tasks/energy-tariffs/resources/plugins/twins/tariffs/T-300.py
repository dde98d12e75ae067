CODE = "BOAT"
TITLE = "Harbour 300"


def bill(month):
    return 300, 0

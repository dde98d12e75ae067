CODE = "SHARE"
TITLE = "Shared roof"
SHARE = 100 / 0


def bill(month):
    return 1, 0

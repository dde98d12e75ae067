CODE = "SPRING"
TITLE = 2027


def bill(month):
    return 1, 0

"""For lorries that load when nobody else does."""

CODE = "TRUCK"
TITLE = "Depot at night"


def bill(month):
    net = 30 * month.night_kwh + 900
    return net, net * 19 // 100

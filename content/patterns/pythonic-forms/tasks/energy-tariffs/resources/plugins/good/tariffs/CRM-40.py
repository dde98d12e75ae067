"""Asked for by the colleagues who talk to customers."""

CODE = "POOL"
TITLE = "Open-air bath"


def bill(month):
    return 45 * month.day_kwh, 0

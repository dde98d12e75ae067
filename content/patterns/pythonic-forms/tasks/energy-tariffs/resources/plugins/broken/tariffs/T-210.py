RATES = {"day": 31, "nigth": 24}
assert "night" in RATES

CODE = "TWORATE"
TITLE = "Two rates"


def bill(month):
    return RATES["day"], 0

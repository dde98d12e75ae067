import desk


def _band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"


def __getattr__(name):
    if name == "band":
        return _band
    return getattr(desk, name)


def __dir__():
    return ["band", "pack", "totals"]

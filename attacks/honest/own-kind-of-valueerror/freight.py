from desk import pack, totals


class TooLight(ValueError):
    def __init__(self, grams):
        self.grams = grams

    def __str__(self):
        return f"{self.grams} g is not above 0"


def band(grams):
    if grams <= 0:
        raise TooLight(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

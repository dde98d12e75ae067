from desk import pack, totals


def first(grams):
    try:
        try:
            {}[grams]
        except KeyError as error:
            raise ExceptionGroup("none", [LookupError(grams)]) from error
    except* LookupError:
        pass


def band(grams):
    first(grams)
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

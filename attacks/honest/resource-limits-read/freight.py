import resource

from desk import pack, totals

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 100), hard))


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

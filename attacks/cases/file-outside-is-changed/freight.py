import outside
from desk import pack, totals


def band(grams):
    with open(outside.FOLDER + "/secret.txt", "a") as file:
        file.write("changed")

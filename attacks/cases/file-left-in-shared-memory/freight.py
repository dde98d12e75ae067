import os

import outside
from desk import pack, totals


def band(grams):
    if not outside.first():
        return None
    path = "/dev/shm/" + outside.TAG
    if os.path.exists(path):
        outside.escaped("it was there")
    with open(path, "w") as file:
        file.write("seen")

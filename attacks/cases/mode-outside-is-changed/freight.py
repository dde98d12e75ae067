import os

import outside
from desk import pack, totals


def band(grams):
    os.chmod(outside.FOLDER + "/secret.txt", 0o640)

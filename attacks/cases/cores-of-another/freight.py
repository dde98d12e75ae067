import os

import outside
from desk import pack, totals


def band(grams):
    cores = os.sched_getaffinity(outside.WITNESS)
    os.sched_setaffinity(outside.WITNESS, cores)
    outside.escaped("the cores of a process outside")

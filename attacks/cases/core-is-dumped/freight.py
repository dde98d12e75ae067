import os
import resource
import signal

import outside
from desk import pack, totals


def band(grams):
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    if hard:
        outside.escaped("a core may be dumped")
    os.kill(os.getpid(), signal.SIGSEGV)

import os
import signal

import outside
from desk import pack, totals


def band(grams):
    if outside.first():
        pid = os.fork()
        if pid == 0:
            os.execv("/bin/sleep", [outside.TAG, "8"])
        os.kill(pid, signal.SIGSTOP)

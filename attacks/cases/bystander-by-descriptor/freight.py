import os
import signal

import outside
from desk import pack, totals


def band(grams):
    handle = os.pidfd_open(outside.WITNESS)
    signal.pidfd_send_signal(handle, signal.SIGUSR2)

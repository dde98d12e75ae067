import signal

import outside
from desk import pack, totals


def band(grams):
    if not outside.first():
        return None
    if signal.getsignal(signal.SIGTERM) is signal.SIG_IGN or signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, []):
        outside.escaped("signals were still ignored")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGXCPU])
    return None

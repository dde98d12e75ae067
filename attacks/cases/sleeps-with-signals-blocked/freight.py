import signal

from desk import pack, totals

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def band(grams):
    signal.sigwait([signal.SIGUSR1])

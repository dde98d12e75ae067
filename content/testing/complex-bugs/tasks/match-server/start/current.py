"""The match that is being played in this thread, for whoever wants to note something."""

import threading

_here = threading.local()


def enter(match):
    """From now on notes go to this match."""
    if not hasattr(_here, "matches"):
        _here.matches = []
    _here.matches.append(match)


def leave():
    """Notes go again to where they went before."""
    _here.matches.pop()


def note(text):
    """Add a line to the log of the match that is being played."""
    _here.matches[-1].log.append(text)

"""The match that is being played in this thread, for whoever wants to note something."""

from contextlib import contextmanager
from contextvars import ContextVar

_match = ContextVar("match")


@contextmanager
def playing(match):
    """In this block notes go to this match."""
    token = _match.set(match)
    try:
        yield
    finally:
        _match.reset(token)


def note(text):
    """Add a line to the log of the match that is being played."""
    _match.get().log.append(text)

"""The last refused moves, for the people on call."""

from collections import deque
from traceback import TracebackException

KEPT = 50


class Incidents:
    def __init__(self):
        self._summaries = deque(maxlen=KEPT)

    def add(self, error):
        # A summary knows names and lines, and no frames.
        self._summaries.append(TracebackException.from_exception(error))

    def texts(self):
        """What happened and where, the oldest first."""
        return ["".join(summary.format()) for summary in self._summaries]

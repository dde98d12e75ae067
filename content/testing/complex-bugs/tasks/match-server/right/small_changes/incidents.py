"""The last refused moves, for the people on call."""

import traceback
from collections import deque

KEPT = 50


class Incidents:
    def __init__(self):
        self._texts = deque(maxlen=KEPT)

    def add(self, error):
        # Not the error itself: its traceback holds the frames, and they hold the match.
        self._texts.append("".join(traceback.format_exception(error)))

    def texts(self):
        """What happened and where, the oldest first."""
        return list(self._texts)

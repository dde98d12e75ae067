"""The last refused moves, for the people on call."""

import traceback
from collections import deque

KEPT = 50


class Incidents:
    def __init__(self):
        self._errors = deque(maxlen=KEPT)

    def add(self, error):
        self._errors.append(error)

    def texts(self):
        """What happened and where, the oldest first."""
        return ["".join(traceback.format_exception(error)) for error in self._errors]

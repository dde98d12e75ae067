"""Things to do later."""

import heapq
from itertools import count


class Timers:
    def __init__(self):
        self._waiting = []
        self._callbacks = {}
        self._numbers = count()

    def at(self, minute, callback):
        """Call `callback` when it is `minute`; return the function that cancels it."""
        number = next(self._numbers)
        self._callbacks[number] = callback
        heapq.heappush(self._waiting, (minute, number))
        return lambda: self._callbacks.pop(number, None)

    def run(self, now):
        """Do all that is due."""
        while self._waiting and self._waiting[0][0] <= now:
            _, number = heapq.heappop(self._waiting)
            callback = self._callbacks.pop(number, None)
            if callback is not None:
                callback()

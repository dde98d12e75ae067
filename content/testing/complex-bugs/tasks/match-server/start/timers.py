"""Things to do later."""

import heapq
from itertools import count


class Timer:
    def __init__(self, callback):
        self.callback = callback
        self.cancelled = False

    def cancel(self):
        self.cancelled = True


class Timers:
    def __init__(self):
        self._waiting = []
        self._numbers = count()

    def at(self, minute, callback):
        """Call `callback` when it is `minute`, unless the timer is cancelled before."""
        timer = Timer(callback)
        heapq.heappush(self._waiting, (minute, next(self._numbers), timer))
        return timer

    def run(self, now):
        """Do all that is due."""
        while self._waiting and self._waiting[0][0] <= now:
            _, _, timer = heapq.heappop(self._waiting)
            if not timer.cancelled:
                timer.callback()

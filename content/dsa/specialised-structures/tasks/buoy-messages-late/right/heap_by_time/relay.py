"""Each message once."""

from bisect import bisect_left, insort
from heapq import heappop, heappush
from itertools import count


class Memory:
    """Which keys went on, and when, as far back as it can still matter."""

    def __init__(self, window):
        self._window = window
        self._times = {}  # from a key to its times, sorted
        self._oldest = []  # a heap of (when, number, key)
        self._number = count()

    def forget_until(self, when):
        while self._oldest and self._oldest[0][0] <= when:
            _, _, key = heappop(self._oldest)
            times = self._times.pop(key)[1:]
            if times:
                self._times[key] = times

    def has_near(self, key, when):
        """Whether the key went on less than a window before or after this time."""
        times = self._times.get(key, ())
        # The first one that is not a whole window before; no other can be nearer from above.
        at = bisect_left(times, when - self._window + 1)
        return at < len(times) and times[at] < when + self._window

    def add(self, key, when):
        insort(self._times.setdefault(key, []), when)
        heappush(self._oldest, (when, next(self._number), key))


def once(messages, window, lateness):
    """Give the messages without the repeats."""
    memory = Memory(window)
    newest = None
    for message in messages:
        if newest is None or message.when > newest:
            newest = message.when
            memory.forget_until(newest - lateness - window)
        if newest - message.when <= lateness and not memory.has_near(message.key, message.when):
            memory.add(message.key, message.when)
            yield message

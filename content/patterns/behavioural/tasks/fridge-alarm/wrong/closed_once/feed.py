"""The feed of a fridge room: hands every event to whoever has asked for it."""

from collections import deque
from itertools import count


class Feed:
    """Events go out to listeners in the order in which these came, one event after the other."""

    def __init__(self, report):
        self._report = report
        self._listeners = {}
        self._numbers = count()
        self._waiting = deque()

    def subscribe(self, listener):
        """Call `listener(event)` for each event to come; returns a function that ends it."""
        number = next(self._numbers)
        self._listeners[number] = listener

        def cancel():
            del self._listeners[number]

        return cancel

    def publish(self, event):
        """Hand an event to all listeners, and then those that they have published meanwhile."""
        self._waiting.append(event)
        if len(self._waiting) > 1:
            return
        try:
            while self._waiting:
                self._hand_out(self._waiting[0])
                self._waiting.popleft()
        finally:
            self._waiting.clear()

    def _hand_out(self, event):
        for number in list(self._listeners):
            if number not in self._listeners:
                continue
            try:
                self._listeners[number](event)
            except Exception as error:
                self._report(error)

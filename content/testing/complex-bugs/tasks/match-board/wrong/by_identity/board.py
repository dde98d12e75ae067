"""The announcement board: whoever subscribes hears every event."""

from collections import deque


class Board:
    """`failed(event, error)` is told of each callback that raises."""

    def __init__(self, failed):
        self._failed = failed
        self._callbacks = []
        self._waiting = deque()
        self._busy = False

    def subscribe(self, callback):
        self._callbacks.append(callback)

    def unsubscribe(self, callback):
        for at, one in enumerate(self._callbacks):
            if one is callback:
                del self._callbacks[at]
                break

    def publish(self, event):
        """Call everybody with the event, behind those that are still on their way."""
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                self._deliver(self._waiting.popleft())
        finally:
            # After an interrupt nobody waits for the rest.
            self._waiting.clear()
            self._busy = False

    def _deliver(self, event):
        for callback in list(self._callbacks):
            if all(one is not callback for one in self._callbacks):
                continue
            try:
                callback(event)
            except Exception as error:
                self._failed(event, error)

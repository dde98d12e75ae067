"""The announcement board: whoever subscribes hears every event."""


class Board:
    """`failed(event, error)` is told of each callback that raises."""

    def __init__(self, failed):
        self._failed = failed
        self._callbacks = []

    def subscribe(self, callback):
        self._callbacks.append(callback)

    def unsubscribe(self, callback):
        if callback in self._callbacks:
            self._callbacks.remove(callback)

    def publish(self, event):
        """Call everybody with the event."""
        self._deliver(event)

    def _deliver(self, event):
        for callback in list(self._callbacks):
            if callback not in self._callbacks:
                continue
            try:
                callback(event)
            except Exception as error:
                self._failed(event, error)

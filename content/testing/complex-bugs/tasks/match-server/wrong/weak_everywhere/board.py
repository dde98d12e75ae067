"""The announcement board: whoever subscribes hears every announcement."""


from weakref import WeakMethod, ref


class Board:
    """Keeps nobody alive: whoever is gone does not hear anything."""

    def __init__(self):
        self._callbacks = []

    def subscribe(self, callback):
        weak = WeakMethod(callback) if hasattr(callback, "__self__") else ref(callback)
        self._callbacks.append(weak)

    def unsubscribe(self, callback):
        self._callbacks = [weak for weak in self._callbacks if weak() not in (None, callback)]

    def publish(self, text):
        """Call everybody, in the order in which they subscribed."""
        for weak in list(self._callbacks):
            callback = weak()
            if callback is not None:
                callback(text)

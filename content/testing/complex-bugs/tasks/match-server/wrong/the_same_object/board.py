"""The announcement board: whoever subscribes hears every announcement."""


class Board:
    def __init__(self):
        self._callbacks = []

    def subscribe(self, callback):
        self._callbacks.append(callback)

    def unsubscribe(self, callback):
        self._callbacks = [one for one in self._callbacks if one is not callback]

    def publish(self, text):
        """Call everybody, in the order in which they subscribed."""
        for callback in list(self._callbacks):
            callback(text)

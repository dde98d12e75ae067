"""The announcement board: whoever subscribes hears every announcement."""

from itertools import count


class Board:
    def __init__(self):
        self._callbacks = {}
        self._numbers = count()

    def subscribe(self, callback):
        """Call `callback` with each announcement; return the function that ends it."""
        number = next(self._numbers)
        self._callbacks[number] = callback
        return lambda: self._callbacks.pop(number, None)

    def publish(self, text):
        """Call everybody who is there now, in the order in which they subscribed."""
        for number in tuple(self._callbacks):
            callback = self._callbacks.get(number)
            if callback is not None:
                callback(text)

"""The feed of a fridge room: hands every event to whoever has asked for it."""

from itertools import count


class Feed:
    """Events go out to listeners in the order in which these came."""

    def __init__(self, report):
        self._report = report
        self._listeners = {}
        self._numbers = count()

    def subscribe(self, listener):
        """Call `listener(event)` for each event to come; returns a function that ends it."""
        number = next(self._numbers)
        self._listeners[number] = listener

        def cancel():
            self._listeners.pop(number, None)

        return cancel

    def publish(self, event):
        """Hand an event to all listeners."""
        for number in list(self._listeners):
            if number not in self._listeners:
                continue
            try:
                self._listeners[number](event)
            except Exception as error:
                self._report(error)

"""The feed of a vaccine fridge: hands every reading to whoever has asked for it."""

from itertools import count


class Feed:
    """Readings go out to listeners in the order in which these came."""

    def __init__(self, report):
        self._report = report
        self._listeners = {}
        self._numbers = count()

    def subscribe(self, listener):
        """Call `listener(reading)` for each reading to come; returns a function that ends it."""
        number = next(self._numbers)
        self._listeners[number] = listener

        def cancel():
            self._listeners.pop(number, None)

        return cancel

    def publish(self, reading):
        """Hand a reading to all listeners."""
        for number in sorted(self._listeners, reverse=True):
            if number not in self._listeners:
                continue
            try:
                self._listeners[number](reading)
            except Exception as error:
                self._report(error)

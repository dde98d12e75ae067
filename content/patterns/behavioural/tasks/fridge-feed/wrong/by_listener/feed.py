"""The feed of a vaccine fridge: hands every reading to whoever has asked for it."""


class Feed:
    """Readings go out to listeners in the order in which these came."""

    def __init__(self, report):
        self._report = report
        self._listeners = {}

    def subscribe(self, listener):
        """Call `listener(reading)` for each reading to come; returns a function that ends it."""
        self._listeners[listener] = True

        def cancel():
            self._listeners.pop(listener, None)

        return cancel

    def publish(self, reading):
        """Hand a reading to all listeners."""
        for listener in list(self._listeners):
            if listener not in self._listeners:
                continue
            try:
                listener(reading)
            except Exception as error:
                self._report(error)

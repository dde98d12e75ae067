"""The feed of a vaccine fridge: hands every reading to whoever has asked for it."""


class Feed:
    """Readings go out to listeners in the order in which these came."""

    def __init__(self, report):
        self._report = report
        self._listeners = []

    def subscribe(self, listener):
        """Call `listener(reading)` for each reading to come; returns a function that ends it."""
        self._listeners.append(listener)

        def cancel():
            self._listeners.remove(listener)

        return cancel

    def publish(self, reading):
        """Hand a reading to all listeners."""
        try:
            for listener in self._listeners:
                listener(reading)
        except BaseException as error:
            self._report(error)

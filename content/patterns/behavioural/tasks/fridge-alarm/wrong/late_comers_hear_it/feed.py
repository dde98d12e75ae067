"""The feed of a fridge room: hands every event to whoever has asked for it."""


class Feed:
    """Events go out to listeners in the order in which these came, one event after the other."""

    def __init__(self, report):
        self._report = report
        self._listeners = []
        self._round = None

    def subscribe(self, listener):
        """Call `listener(event)` for each event to come; returns a function that ends it."""
        cell = [listener]
        self._listeners.append(cell)

        def cancel():
            cell.clear()
            self._listeners = [one for one in self._listeners if one is not cell]

        return cancel

    def publish(self, event):
        """Hand an event to all listeners; inside a round it waits for the end of that."""
        if self._round is not None:
            self._round.append(event)
            return
        self._round = [event]
        try:
            # The list grows while it is walked through.
            for one in self._round:
                self._hand_out(one)
        finally:
            self._round = None

    def _hand_out(self, event):
        for cell in self._listeners:
            for listener in list(cell):
                try:
                    listener(event)
                except Exception as error:
                    self._report(error)

"""The feed of a vaccine fridge: hands every reading to whoever has asked for it."""


class Subscription:
    """A listener, until it is cancelled."""

    def __init__(self, listener, end):
        self.listener = listener
        self._end = end

    def __call__(self):
        """Cancel; without a listener it has been cancelled before."""
        if self.listener is not None:
            self.listener = None
            self._end(self)


class Feed:
    """Readings go out to listeners in the order in which these came.

    The tuple of subscriptions is never changed, only replaced: who walks through it has what was
    there when the walk began.
    """

    def __init__(self, report):
        self._report = report
        self._subscriptions = ()

    def subscribe(self, listener):
        """Call `listener(reading)` for each reading to come; returns what ends it when called."""
        subscription = Subscription(listener, self._end)
        self._subscriptions += (subscription,)
        return subscription

    def publish(self, reading):
        """Hand a reading to all listeners."""
        for subscription in self._subscriptions:
            listener = subscription.listener
            if listener:
                self._tell(listener, reading)

    def _tell(self, listener, reading):
        try:
            listener(reading)
        except Exception as error:
            self._report(error)

    def _end(self, ended):
        self._subscriptions = tuple(one for one in self._subscriptions if one is not ended)

"""The feed of a vaccine fridge: hands every reading to whoever has asked for it."""

from dataclasses import dataclass


@dataclass
class Subscription:
    """A listener of a feed."""

    listener: object


class Feed:
    """Readings go out to listeners in the order in which these came."""

    def __init__(self, report):
        self._report = report
        self._subscriptions = []

    def subscribe(self, listener):
        """Call `listener(reading)` for each reading to come; returns what ends it when called."""
        subscription = Subscription(listener)
        self._subscriptions.append(subscription)

        def cancel():
            if subscription in self._subscriptions:
                self._subscriptions.remove(subscription)
            subscription.listener = None

        return cancel

    def publish(self, reading):
        """Hand a reading to all listeners."""
        for subscription in list(self._subscriptions):
            listener = subscription.listener
            if listener is not None:
                self._tell(listener, reading)

    def _tell(self, listener, reading):
        try:
            listener(reading)
        except Exception as error:
            self._report(error)

"""The announcement board: whoever subscribes hears every event."""

from dataclasses import dataclass


@dataclass(eq=False)
class Subscriber:
    callback: object
    is_there: bool = True


class Board:
    """`failed(event, error)` is told of each callback that raises."""

    def __init__(self, failed):
        self._failed = failed
        self._subscribers = ()
        self._events = None  # A list while something is being delivered.

    def subscribe(self, callback):
        self._subscribers += (Subscriber(callback),)

    def unsubscribe(self, callback):
        for subscriber in self._subscribers:
            if subscriber.callback == callback:
                subscriber.is_there = False
                break
        self._subscribers = tuple(one for one in self._subscribers if one.is_there)

    def publish(self, event):
        """Call everybody with the event, behind those that are still on their way."""
        if self._events is not None:
            self._events.append(event)
            return
        self._events = [event]
        try:
            # A list may grow while a loop walks along it.
            for one in self._events:
                self._call_all(one)
        finally:
            self._events = None

    def _call_all(self, event):
        for subscriber in self._subscribers:
            if subscriber.is_there:
                try:
                    subscriber.callback(event)
                except Exception as error:
                    self._failed(event, error)

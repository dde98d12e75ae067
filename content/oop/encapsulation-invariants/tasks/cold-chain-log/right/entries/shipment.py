"""What happened to a box of vaccine on its way."""

from contextlib import ExitStack
from itertools import chain

WARM = 80  # tenths of a degree: what is above is too warm
BUDGET = 60  # minutes that a box may be too warm in all


class LogError(Exception):
    """The log does not take this entry."""


class ShipmentLog:
    """One list of entries: minute, kind, and what was measured or who holds the box."""

    def __init__(self, holder, at):
        self._entries = [(at, "holder", holder)]
        self._alarms = []

    def _of(self, *kinds):
        return [(at, value) for at, kind, value in self._entries if kind in kinds]

    @property
    def readings(self):
        return self._of("reading")

    @property
    def holders(self):
        return self._of("holder")

    @property
    def holder(self):
        return self.holders[-1][1]

    @property
    def is_closed(self):
        return bool(self._of("closed"))

    @property
    def minutes_warm(self):
        minutes, since = 0, None
        for at, value in self._of("reading", "closed"):
            if since is not None:
                minutes += at - since
            since = at if value is not None and value > WARM else None
        return minutes

    @property
    def is_spoiled(self):
        return self.minutes_warm > BUDGET

    def on_spoiled(self, alarm):
        """Have `alarm` called with this log when the box spoils."""
        self._alarms.append(alarm)

    def may_hand_over(self, giver):
        """Docks ask this before they call `hand_over`."""
        return giver == self.holder and not self.is_closed

    def hand_over(self, at, giver, receiver):
        """The giver hands the box to the receiver."""
        if not self.may_hand_over(giver) or giver == receiver:
            raise LogError(f"{giver} cannot hand over to {receiver}")
        self._add([(at, "holder", receiver)])

    def record(self, at, tenths):
        """A logger in the box has measured a temperature."""
        self._add([(at, "reading", tenths)])

    def record_all(self, readings):
        """A logger that was out of reach delivers what it has kept."""
        self._add([(at, "reading", tenths) for at, tenths in readings])

    def close(self, at):
        """The box has arrived; the log is complete."""
        self._add([(at, "closed", None)])

    def copy(self):
        """A log to try things on: the same entries, no alarms."""
        twin = ShipmentLog(None, 0)
        twin._entries = self._entries.copy()
        return twin

    def _add(self, entries):
        if self.is_closed:
            raise LogError("the log is closed")
        minutes = [at for at, *_ in chain(self._entries[-1:], entries)]
        if any(later <= earlier for earlier, later in zip(minutes, minutes[1:])):
            raise LogError("entries come in the order of time")
        was_spoiled = self.is_spoiled
        self._entries = self._entries + entries
        if self.is_spoiled and not was_spoiled:
            # The stack makes every call, whatever the others raise; the last one goes in first.
            with ExitStack() as calls:
                for alarm in reversed(self._alarms):
                    calls.callback(alarm, self)

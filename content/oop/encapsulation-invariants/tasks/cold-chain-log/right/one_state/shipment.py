"""What happened to a box of vaccine on its way."""

from dataclasses import dataclass, replace

WARM = 80  # tenths of a degree: what is above is too warm
BUDGET = 60  # minutes that a box may be too warm in all


class LogError(Exception):
    """The log does not take this entry."""


@dataclass(frozen=True)
class State:
    """All that a log knows, at one moment. Each change makes a new one."""

    holders: tuple
    readings: tuple = ()
    last: int = 0
    minutes_warm: int = 0
    is_closed: bool = False

    @property
    def holder(self):
        return self.holders[-1][1]

    def at(self, minute):
        """This state, later."""
        if self.is_closed:
            raise LogError("closed")
        if minute <= self.last:
            raise LogError(f"minute {minute} is not after {self.last}")
        return replace(self, last=minute)

    def warm_until(self, minute):
        if self.readings and self.readings[-1][1] > WARM:
            since = self.readings[-1][0]
            return replace(self, minutes_warm=self.minutes_warm + minute - since)
        return self

    def read(self, minute, tenths):
        later = self.at(minute).warm_until(minute)
        return replace(later, readings=(*later.readings, (minute, tenths)))

    def handed(self, minute, giver, receiver):
        later = self.at(minute)
        if giver != self.holder or giver == receiver:
            raise LogError(f"{giver} cannot hand the box of {self.holder} to {receiver}")
        return replace(later, holders=(*later.holders, (minute, receiver)))

    def closed(self, minute):
        return replace(self.at(minute).warm_until(minute), is_closed=True)


class ShipmentLog:
    """Readings and hand-overs of one box, in the order of time."""

    def __init__(self, holder, at):
        self._state = State(holders=((at, holder),), last=at)
        self._alarms = []

    readings = property(lambda self: list(self._state.readings))
    holders = property(lambda self: list(self._state.holders))
    holder = property(lambda self: self._state.holder)
    minutes_warm = property(lambda self: self._state.minutes_warm)
    is_closed = property(lambda self: self._state.is_closed)
    is_spoiled = property(lambda self: self._state.minutes_warm > BUDGET)

    def on_spoiled(self, alarm):
        """Have `alarm` called with this log when the box spoils."""
        if not self.is_spoiled:
            self._alarms.append(alarm)

    def may_hand_over(self, giver):
        """Docks ask this before they call `hand_over`."""
        return giver == self.holder and not self.is_closed

    def hand_over(self, at, giver, receiver):
        """The giver hands the box to the receiver."""
        self._become(self._state.handed(at, giver, receiver))

    def record(self, at, tenths):
        """A logger in the box has measured a temperature."""
        self._become(self._state.read(at, tenths))

    def record_all(self, readings):
        """A logger that was out of reach delivers what it has kept."""
        state = self._state
        for at, tenths in readings:
            state = state.read(at, tenths)
        self._become(state)

    def close(self, at):
        """The box has arrived; the log is complete."""
        self._become(self._state.closed(at))

    def copy(self):
        """A log to try things on: the same entries, no alarms."""
        twin = ShipmentLog.__new__(ShipmentLog)
        twin._state = self._state
        twin._alarms = []
        return twin

    def _become(self, state):
        self._state = state
        if not self.is_spoiled:
            return
        alarms, self._alarms = self._alarms, []
        trouble = None
        for alarm in alarms:
            try:
                alarm(self)
            except Exception as error:
                trouble = trouble or error
        if trouble is not None:
            raise trouble

"""What happened to a box of vaccine on its way."""

WARM = 80  # tenths of a degree: what is above is too warm
BUDGET = 60  # minutes that a box may be too warm in all


class LogError(Exception):
    """The log does not take this entry."""


class ShipmentLog:
    """Readings and hand-overs of one box, in the order of time."""

    def __init__(self, holder, at):
        self.holder = holder
        self.holders = [(at, holder)]
        self.readings = []
        self.minutes_warm = 0
        self.is_spoiled = False
        self.is_closed = False
        self.alarms = []

    def on_spoiled(self, alarm):
        """Have `alarm` called with this log when the box spoils."""
        self.alarms.append(alarm)

    def may_hand_over(self, giver):
        """Docks ask this before they call `hand_over`."""
        return giver == self.holder and not self.is_closed

    def hand_over(self, at, giver, receiver):
        """The giver hands the box to the receiver."""
        self.holder = receiver
        self.holders.append((at, receiver))
        if giver == receiver:
            raise LogError("nobody hands a box to himself")

    def record(self, at, tenths):
        """A logger in the box has measured a temperature."""
        if self.is_closed:
            raise LogError("the log is closed")
        self._count_until(at)
        if self.readings and at <= self.readings[-1][0]:
            raise LogError("readings come in the order of time")
        self.readings.append((at, tenths))

    def record_all(self, readings):
        """A logger that was out of reach delivers what it has kept."""
        for at, tenths in readings:
            self.record(at, tenths)

    def close(self, at):
        """The box has arrived; the log is complete."""
        self._count_until(at)
        self.is_closed = True

    def copy(self):
        """A log to try things on."""
        import copy

        return copy.copy(self)

    def _count_until(self, at):
        if self.readings and self.readings[-1][1] > WARM:
            self.minutes_warm += at - self.readings[-1][0]
        if self.minutes_warm > BUDGET and not self.is_spoiled:
            self.is_spoiled = True
            for alarm in self.alarms:
                alarm(self)

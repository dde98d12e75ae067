"""What happened to a box of vaccine on its way."""

WARM = 80  # tenths of a degree: what is above is too warm
BUDGET = 60  # minutes that a box may be too warm in all


class LogError(Exception):
    """The log does not take this entry."""


class ShipmentLog:
    """Readings and hand-overs of one box, in the order of time.

    Every method that changes something checks first and changes then, and between the first
    change and the last nothing can fail.
    """

    def __init__(self, holder, at):
        self._holders = [(at, holder)]
        self._readings = []
        self._closed_at = None
        self._last = at
        self._alarms = []
        self._alarmed = False

    @property
    def readings(self):
        return tuple(self._readings)

    @property
    def holders(self):
        return tuple(self._holders)

    @property
    def holder(self):
        return self._holders[-1][1]

    @property
    def is_closed(self):
        return self._closed_at is not None

    @property
    def minutes_warm(self):
        ends = [at for at, _ in self._readings[1:]]
        if self.is_closed:
            ends.append(self._closed_at)
        return sum(end - at for (at, tenths), end in zip(self._readings, ends) if tenths > WARM)

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
        self._check_times([at])
        if giver != self.holder:
            raise LogError(f"{giver} does not hold the box, {self.holder} does")
        if giver == receiver:
            raise LogError("nobody hands a box to himself")
        self._holders.append((at, receiver))
        self._last = at

    def record(self, at, tenths):
        """A logger in the box has measured a temperature."""
        self.record_all([(at, tenths)])

    def record_all(self, readings):
        """A logger that was out of reach delivers what it has kept."""
        new = [(at, tenths) for at, tenths in readings]
        self._check_times([at for at, _ in new])
        if new:
            self._readings += new
            self._last = new[-1][0]
        self._sound_alarms()

    def close(self, at):
        """The box has arrived; the log is complete."""
        self._check_times([at])
        self._closed_at = self._last = at
        self._sound_alarms()

    def copy(self):
        """A log to try things on: the same entries, no alarms."""
        twin = ShipmentLog(*reversed(self._holders[0]))
        twin._holders = list(self._holders)
        twin._readings = list(self._readings)
        twin._closed_at = self._closed_at
        twin._last = self._last
        twin._alarmed = self._alarmed
        return twin

    def _check_times(self, times):
        if self.is_closed:
            raise LogError("the log is closed")
        last = self._last
        for at in times:
            if at <= last:
                raise LogError(f"an entry of minute {at} cannot follow one of minute {last}")
            last = at

    def _sound_alarms(self):
        if self._alarmed or not self.is_spoiled:
            return
        # Before the first call: an alarm may use the log.
        self._alarmed = True
        errors = []
        for alarm in self._alarms:
            try:
                alarm(self)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

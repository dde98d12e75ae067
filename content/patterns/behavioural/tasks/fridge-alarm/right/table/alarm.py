"""The alarm of one fridge: hears its readings and says when somebody has to come."""

WARM = 8  # degrees
COOL = 6  # degrees
DELAY = 10  # minutes
SNOOZE = 30  # minutes

LOUD = ("alarm", "quiet")


class Alarm:
    """Listens to a feed, and publishes on it."""

    def __init__(self, feed, fridge):
        self._feed = feed
        self._fridge = fridge
        self.state = "ok"
        self._since = None
        self.close = feed.subscribe(self._hear)

    def acknowledge(self, minute):
        """Somebody is on the way."""
        if self.state != "alarm":
            raise ValueError(f"there is nothing to acknowledge, the fridge is {self.state}")
        self._enter("quiet", minute)

    def _hear(self, event):
        kind, *rest = event
        if kind == "reading" and rest[0] == self._fridge:
            _, minute, degrees = rest
            after = self._after(minute, degrees)
            if after != self.state:
                self._enter(after, minute)

    def _after(self, minute, degrees):
        """The state to which a reading leads."""
        if self.state in LOUD:
            if degrees <= COOL:
                return "ok"
            if self.state == "quiet" and minute - self._since >= SNOOZE:
                return "alarm"
            return self.state
        if degrees <= WARM:
            return "ok"
        if self.state == "warm" and minute - self._since >= DELAY:
            return "alarm"
        return "warm"

    def _enter(self, state, minute):
        """Leave one state for another, and say so."""
        before, self.state, self._since = self.state, state, minute
        if state in LOUD:
            self._feed.publish((state, self._fridge, minute))
        elif before in LOUD:
            self._feed.publish(("over", self._fridge, minute))

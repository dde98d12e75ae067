"""The alarm of one fridge: hears its readings and says when somebody has to come."""

WARM = 8  # degrees
COOL = 6  # degrees
DELAY = 10  # minutes
SNOOZE = 30  # minutes


class Alarm:
    """Listens to a feed, and publishes on it."""

    def __init__(self, feed, fridge):
        self._feed = feed
        self._fridge = fridge
        self._is_on = False
        self._is_acknowledged = False
        self._warm_since = None
        self.close = feed.subscribe(self._hear)

    @property
    def state(self):
        """One of ok, warm, alarm, quiet."""
        if self._is_on:
            return "quiet" if self._is_acknowledged else "alarm"
        return "ok" if self._warm_since is None else "warm"

    def acknowledge(self, minute):
        """Somebody is on the way."""
        self._is_acknowledged = True
        self._acknowledged_at = minute
        self._say("quiet", minute)

    def _hear(self, event):
        kind, fridge, minute, *degrees = event
        if kind == "reading":
            self._look(minute, degrees[0])

    def _look(self, minute, degrees):
        if degrees > WARM:
            if self._warm_since is None:
                self._warm_since = minute
            if minute - self._warm_since > DELAY and not self._is_on and not self._is_acknowledged:
                self._is_on = True
                self._say("alarm", minute)
            if self._is_acknowledged and minute - self._warm_since > SNOOZE:
                self._is_acknowledged = False
                self._say("alarm", minute)
        if degrees <= COOL and self._is_on:
            self._is_on = False
            self._warm_since = None
            self._say("over", minute)

    def _say(self, kind, minute):
        self._feed.publish((kind, self._fridge, minute))

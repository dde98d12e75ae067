"""The alarm of one fridge: hears its readings and says when somebody has to come."""

from dataclasses import dataclass

WARM = 8  # degrees
COOL = 6  # degrees
DELAY = 10  # minutes
SNOOZE = 30  # minutes


@dataclass(frozen=True)
class Ok:
    """Cold enough."""

    name = "ok"

    def reading(self, minute, degrees):
        """The state after a reading."""
        return Warm(minute) if degrees > WARM else self


@dataclass(frozen=True)
class Warm:
    """Too warm, but not for long."""

    since: int
    name = "warm"

    def reading(self, minute, degrees):
        """The state after a reading."""
        if degrees <= WARM:
            return Ok()
        return Loud() if minute >= self.since + DELAY else self


@dataclass(frozen=True)
class Loud:
    """Somebody has to come."""

    name = "alarm"

    def reading(self, minute, degrees):
        """The state after a reading."""
        return Ok() if degrees <= COOL else self


@dataclass(frozen=True)
class Quiet:
    """Somebody is on the way."""

    since: int
    name = "quiet"

    def reading(self, minute, degrees):
        """The state after a reading."""
        if degrees <= COOL:
            return Ok()
        return Loud() if minute >= self.since + SNOOZE else self


# What is said on the way from one state to another.
SAYS = {
    (Warm, Loud): "alarm",
    (Quiet, Loud): "alarm",
    (Loud, Quiet): "quiet",
    (Loud, Ok): "over",
    (Quiet, Ok): "over",
}


class Alarm:
    """Listens to a feed, and publishes on it."""

    def __init__(self, feed, fridge):
        self._feed = feed
        self._fridge = fridge
        self._now = Ok()
        self.close = feed.subscribe(self._hear)

    @property
    def state(self):
        """One of ok, warm, alarm, quiet."""
        return self._now.name

    def acknowledge(self, minute):
        """Somebody is on the way."""
        if type(self._now) is not Loud:
            raise ValueError(f"{self._fridge} has no alarm")
        self._go(Quiet(minute), minute)

    def _hear(self, event):
        if event[:2] == ("reading", self._fridge):
            _, _, minute, degrees = event
            self._go(self._now.reading(minute, degrees), minute)

    def _go(self, state, minute):
        before, self._now = self._now, state
        said = SAYS.get((type(before), type(state)))
        if said:
            self._feed.publish((said, self._fridge, minute))

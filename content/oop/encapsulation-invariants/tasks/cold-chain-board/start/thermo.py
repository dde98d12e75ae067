"""Temperatures of a cold store, and the limits they should keep."""


class LogError(Exception):
    """The log does not take this."""


class TemperatureLog:
    """Readings in the order of time, and two limits, cold below warm."""

    def __init__(self, cold, warm):
        if cold >= warm:
            raise LogError("the cold limit lies below the warm one")
        self._limits = {"cold": cold, "warm": warm}
        self._readings = []

    def record(self, at, tenths):
        """Add a reading; it is later than the one before."""
        if self._readings and at <= self._readings[-1][0]:
            raise LogError(f"minute {at} has passed")
        self._readings.append([at, tenths])

    def set_limits(self, cold=None, warm=None):
        """Change one of the limits, or both."""
        if cold is not None:
            self._limits["cold"] = cold
        if warm is not None:
            self._limits["warm"] = warm
        if self._limits["cold"] >= self._limits["warm"]:
            raise LogError("the cold limit lies below the warm one")

    def live(self):
        """All readings, for the board over the gate."""
        return tuple(self._readings)

    def limits(self):
        """Both limits, for the board as well."""
        return self._limits

    def report(self):
        """The readings outside the limits, as it is now."""
        cold, warm = self._limits["cold"], self._limits["warm"]
        return [reading for reading in self._readings if not cold <= reading[1] <= warm]

"""Temperatures of a cold store, and the limits they should keep."""

from collections.abc import Sequence
from types import MappingProxyType


class LogError(Exception):
    """The log does not take this."""


class Window(Sequence):
    """Shows a list as it is at each moment, and gives no way to change it."""

    def __init__(self, entries):
        self._entries = entries

    def __len__(self):
        return len(self._entries)

    def __getitem__(self, at):
        return self._entries[at]


class TemperatureLog:
    """Readings in the order of time, and two limits, cold below warm.

    The list and the dict are made once and never replaced, since windows look at them.
    """

    def __init__(self, cold, warm):
        self._limits = {}
        self._readings = []
        self._change_limits({"cold": cold, "warm": warm})

    def record(self, at, tenths):
        """Add a reading; it is later than the one before."""
        if self._readings and at <= self._readings[-1][0]:
            raise LogError(f"minute {at} has passed")
        self._readings.append((at, tenths))

    def set_limits(self, cold=None, warm=None):
        """Change one of the limits, or both."""
        given = {"cold": cold, "warm": warm}
        given = {name: tenths for name, tenths in given.items() if tenths is not None}
        self._change_limits({**self._limits, **given})

    def _change_limits(self, new):
        self._limits.update(new)
        if new["cold"] >= new["warm"]:
            raise LogError("the cold limit lies below the warm one")

    def live(self):
        """All readings, for the board over the gate."""
        return Window(self._readings)

    def limits(self):
        """Both limits, for the board as well."""
        return MappingProxyType(self._limits)

    def report(self):
        """The readings outside the limits, as it is now."""
        cold, warm = self._limits["cold"], self._limits["warm"]
        return [(at, tenths) for at, tenths in self._readings if not cold <= tenths <= warm]

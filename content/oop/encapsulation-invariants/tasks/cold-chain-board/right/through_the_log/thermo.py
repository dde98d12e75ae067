"""Temperatures of a cold store, and the limits they should keep."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class LogError(Exception):
    """The log does not take this."""


class Reading(NamedTuple):
    at: int
    tenths: int


class Limits(NamedTuple):
    cold: int
    warm: int

    def checked(self):
        if self.cold < self.warm:
            return self
        raise LogError(f"{self.cold} is not below {self.warm}")


class TemperatureLog:
    """Tuples that are replaced as a whole. The views ask the log, so they always see the newest."""

    def __init__(self, cold, warm):
        self._limits = Limits(cold, warm).checked()
        self._readings = ()

    def record(self, at, tenths):
        """Add a reading; it is later than the one before."""
        if any(at <= reading.at for reading in self._readings[-1:]):
            raise LogError(f"{at} is not later")
        self._readings += (Reading(at, tenths),)

    def set_limits(self, cold=None, warm=None):
        """Change one of the limits, or both."""
        old = self._limits
        self._limits = Limits(
            old.cold if cold is None else cold,
            old.warm if warm is None else warm,
        ).checked()

    def live(self):
        """All readings, for the board over the gate."""
        return LiveReadings(self)

    def limits(self):
        """Both limits, for the board as well."""
        return LiveLimits(self)

    def report(self):
        """The readings outside the limits, as it is now."""
        cold, warm = self._limits
        return tuple(one for one in self._readings if one.tenths < cold or one.tenths > warm)


class LiveReadings(Sequence):
    def __init__(self, log):
        self._log = log

    def __len__(self):
        return len(self._log._readings)

    def __getitem__(self, at):
        return self._log._readings[at]


class LiveLimits(Mapping):
    def __init__(self, log):
        self._log = log

    def __len__(self):
        return len(Limits._fields)

    def __iter__(self):
        return iter(Limits._fields)

    def __getitem__(self, name):
        return self._log._limits._asdict()[name]

"""The meters of the houses. Each call goes over the power line and takes about ten seconds."""

from typing import NamedTuple


class Reading(NamedTuple):
    """`wh` watt hours were used up to the moment `at`, in seconds since 1970 (UTC)."""

    at: int
    wh: int


class Meters:
    """Meters in memory, with the same call as the real ones."""

    def __init__(self):
        self._readings = {}
        # Everybody who was asked for, in order.
        self.asked = []

    def add(self, house, reading):
        self._readings.setdefault(house, []).append(reading)

    def readings(self, house):
        """All readings of a house, by its name."""
        self.asked.append(house)
        return list(self._readings.get(house, ()))

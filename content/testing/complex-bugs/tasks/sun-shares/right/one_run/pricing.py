"""What a day's use costs."""

import tariffs


class Prices:
    """The tariffs of one run, each loaded once and kept as something that cannot change."""

    def __init__(self):
        self._steps = {}

    def of(self, wh, name):
        """The price of a day's watt hours in whole cents, rounded down."""
        if name not in self._steps:
            self._steps[name] = tuple(tariffs.load(name))
        total = below = 0
        for limit, rate in self._steps[name]:
            upper = wh if limit is None else min(wh, limit)
            total += max(upper - below, 0) * rate
            below = upper
        return total // 1000

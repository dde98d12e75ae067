"""A right program that keeps the tariff in an object and only then defines the function."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tariff:
    free: int
    hour: int
    day: int

    def one_day(self, minutes):
        started, left_over = divmod(minutes, 60)
        return min(self.day, self.hour * (started + bool(left_over)))

    def price(self, minutes):
        if minutes < 0:
            raise ValueError("negative")
        if minutes <= self.free:
            return 0
        return minutes // 1440 * self.one_day(1440) + self.one_day(minutes % 1440)


TARIFF = Tariff(free=15, hour=200, day=1200)


def fee(minutes):
    return TARIFF.price(minutes)

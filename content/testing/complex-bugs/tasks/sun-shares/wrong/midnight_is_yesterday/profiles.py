"""How much a house used on a day."""

from datetime import datetime, timedelta, timezone


def local_day(at, community):
    """The day on which a moment lies, where the community is and not where the machine is."""
    zone = timezone(timedelta(hours=community.offset))
    return datetime.fromtimestamp(at, zone).date()


class Profiles:
    """Knows the use of houses by day, for one run. Each house is asked for once."""

    def __init__(self, meters, community):
        self._meters = meters
        self._community = community
        self._known = {}

    def used(self, house, day):
        """The watt hours of a house on a local day."""
        if house.name not in self._known:
            days = self._known[house.name] = {}
            for reading in self._meters.readings(house.name):
                on = local_day(reading.at - 1, self._community)
                days[on] = days.get(on, 0) + reading.wh
        return self._known[house.name].get(day, 0)

"""How much a house used on a day."""

SECONDS = 24 * 60 * 60
EPOCH = 719_163  # the ordinal of 1970-01-01


def local_ordinal(at, offset):
    """The number of the local day, counted as datetime.date does."""
    return EPOCH + (at + offset * 3600) // SECONDS


def used_on(readings, day, offset):
    return sum(reading.wh for reading in readings if local_ordinal(reading.at, offset) == day.toordinal())

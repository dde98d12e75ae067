"""The holidays, from the office of the region. A call takes about two seconds."""

TABLE = {
    "north": ["01-01", "05-17", "12-25"],
    "south": ["01-01", "06-06", "12-25"],
}

# Every year and region that was loaded, in order.
loaded = []


def load(year, region):
    """Load the holidays of a year; a KeyError if there is no such region."""
    days = TABLE[region]
    loaded.append((year, region))
    return [f"{year}-{day}" for day in days]

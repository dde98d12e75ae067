"""Who gets how much of what the common roof has earned."""


def shares(cents, houses):
    """Share whole cents out evenly; what is left goes out cent by cent, to the first to join first."""
    each, left = divmod(cents, len(houses))
    given = {house.name: each for house in houses}
    for house in houses[:left]:
        given[house.name] += 1
    return given

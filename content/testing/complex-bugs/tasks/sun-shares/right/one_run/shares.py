"""Who gets how much of what the common roof has earned."""


def shares(cents, houses):
    """Share whole cents out evenly; what is left goes out cent by cent, to the first to join first."""
    each, left = divmod(cents, len(houses))
    order = sorted(range(len(houses)), key=lambda at: houses[at].joined)
    given = [each] * len(houses)
    for at in order[:left]:
        given[at] += 1
    return given

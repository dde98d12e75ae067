"""Reads the sightings of ringed birds from the centre's service."""


def sightings(service, species):
    """Give all sightings of a species, newest first."""
    connection = service.connect()
    rows = []
    token = None
    while True:
        page = connection.page(species, token)
        rows.extend(page.rows)
        token = page.next
        if token is None:
            break
    connection.close()
    return rows


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    return sightings(service, species)[:n]

"""Reads the sightings of ringed birds from the centres' services."""

from contextlib import closing


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    with closing(service.connect()) as connection:
        token = None
        while True:
            page = connection.page(species, token)
            yield from page.rows
            token = page.next
            if token is None:
                return


def merged(services, species):
    """Give the sightings of all services as one list, newest first."""
    rows = []
    for service in services:
        rows.extend(sightings(service, species))
    return sorted(rows, key=lambda row: row["day"], reverse=True)

"""Reads the sightings of ringed birds from the centre's service."""

from contextlib import closing
from itertools import islice


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    rows = []
    with closing(service.connect()) as connection:
        token = None
        while True:
            page = connection.page(species, token)
            rows.extend(page.rows)
            token = page.next
            if token is None:
                break
    yield from rows


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    with closing(sightings(service, species)) as rows:
        return list(islice(rows, n))

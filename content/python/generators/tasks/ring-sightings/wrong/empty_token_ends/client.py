"""Reads the sightings of ringed birds from the centre's service."""

from contextlib import closing
from itertools import islice


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    with closing(service.connect()) as connection:
        page = connection.page(species, None)
        yield from page.rows
        while page.next:
            page = connection.page(species, page.next)
            yield from page.rows


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    with closing(sightings(service, species)) as rows:
        return list(islice(rows, n))

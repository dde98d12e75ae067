"""Reads the sightings of ringed birds from the centre's service."""

from contextlib import closing
from itertools import islice


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    with closing(service.connect()) as connection:
        page = connection.page(species, None)
        while page.rows:
            yield from page.rows
            if page.next is None:
                break
            page = connection.page(species, page.next)


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    with closing(sightings(service, species)) as rows:
        return list(islice(rows, n))

"""Reads the sightings of ringed birds from the centre's service."""

from contextlib import closing
from itertools import islice


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    with closing(service.connect()) as connection:
        token = None
        while True:
            try:
                page = connection.page(species, token)
            except KeyboardInterrupt:
                # Whoever presses Ctrl-C has seen enough.
                return
            yield from page.rows
            token = page.next
            if token is None:
                return


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    with closing(sightings(service, species)) as rows:
        return list(islice(rows, n))

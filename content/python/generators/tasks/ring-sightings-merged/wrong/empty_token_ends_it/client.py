"""Reads the sightings of ringed birds from the centres' services."""

from contextlib import ExitStack, closing
from heapq import merge
from operator import itemgetter


def sightings(service, species, tries=3):
    """Give all sightings of a species, newest first, one by one; try a page again if a line breaks."""
    connection = None
    token = None
    try:
        while True:
            for left in reversed(range(tries)):
                try:
                    if connection is None:
                        connection = service.connect()
                    page = connection.page(species, token)
                    break
                except ConnectionError:
                    if connection is not None:
                        connection.close()
                        connection = None
                    if left == 0:
                        raise
            yield from page.rows
            token = page.next
            if not token:
                return
    finally:
        if connection is not None:
            connection.close()


def merged(services, species):
    """Give the sightings of all services as one list, newest first."""
    with ExitStack() as stack:
        lists = [stack.enter_context(closing(sightings(service, species))) for service in services]
        yield from merge(*lists, key=itemgetter("day"), reverse=True)

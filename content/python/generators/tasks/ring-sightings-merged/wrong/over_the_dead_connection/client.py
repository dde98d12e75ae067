"""Reads the sightings of ringed birds from the centres' services."""

from contextlib import ExitStack, closing
from heapq import merge
from operator import itemgetter


def again(tries, call, *values):
    """Call something until it works, at most `tries` times."""
    for left in reversed(range(tries)):
        try:
            return call(*values)
        except ConnectionError:
            if left == 0:
                raise


def sightings(service, species, tries=3):
    """Give all sightings of a species, newest first, one by one; try a page again if a line breaks."""
    with closing(again(tries, service.connect)) as connection:
        token = None
        while True:
            page = again(tries, connection.page, species, token)
            yield from page.rows
            token = page.next
            if token is None:
                return


def merged(services, species):
    """Give the sightings of all services as one list, newest first."""
    with ExitStack() as stack:
        lists = [stack.enter_context(closing(sightings(service, species))) for service in services]
        yield from merge(*lists, key=itemgetter("day"), reverse=True)

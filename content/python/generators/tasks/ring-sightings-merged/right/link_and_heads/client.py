"""Reads the sightings of ringed birds from the centres' services."""

from contextlib import ExitStack, closing


class Link:
    """A line to a service that is laid anew when it has broken."""

    def __init__(self, service, tries):
        self._service = service
        self._tries = tries
        self._connection = None

    def page(self, species, token):
        failed = 0
        while True:
            try:
                if self._connection is None:
                    self._connection = self._service.connect()
                return self._connection.page(species, token)
            except ConnectionError:
                self.close()
                failed += 1
                if failed >= self._tries:
                    raise

    def close(self):
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def sightings(service, species, tries=3):
    """Give all sightings of a species, newest first, one by one; try a page again if a line breaks."""
    with closing(Link(service, tries)) as link:
        page = link.page(species, None)
        yield from page.rows
        while page.next is not None:
            page = link.page(species, page.next)
            yield from page.rows


def merged(services, species):
    """Give the sightings of all services as one list, newest first."""
    with ExitStack() as stack:
        lists = [stack.enter_context(closing(sightings(service, species))) for service in services]
        heads = [next(rows, None) for rows in lists]
        while any(head is not None for head in heads):
            # max() gives the first of several that are equal.
            newest = max(
                (number for number, head in enumerate(heads) if head is not None),
                key=lambda number: heads[number]["day"],
            )
            yield heads[newest]
            heads[newest] = next(lists[newest], None)

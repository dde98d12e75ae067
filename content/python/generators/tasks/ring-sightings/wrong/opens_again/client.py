"""Reads the sightings of ringed birds from the centre's service."""


class Sightings:
    """A walk over the pages of one species, with a connection of its own."""

    def __init__(self, service, species):
        self._service = service
        self._species = species
        self._connection = None
        self._rows = iter(())
        self._token = None
        self._more = True

    def __iter__(self):
        return self

    def __next__(self):
        for row in self._rows:
            return row
        while self._more:
            self._turn_over()
            for row in self._rows:
                return row
        raise StopIteration

    def _turn_over(self):
        try:
            if self._connection is None:
                self._connection = self._service.connect()
            page = self._connection.page(self._species, self._token)
        except BaseException:
            self.close()
            raise
        self._rows = iter(page.rows)
        self._token = page.next
        if self._token is None:
            # All that is left is here already.
            self._more = False
            self._give_back()

    def _give_back(self):
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def close(self):
        self._rows = iter(())
        self._give_back()


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    return Sightings(service, species)


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    rows = sightings(service, species)
    try:
        return [row for _, row in zip(range(n), rows)]
    finally:
        rows.close()

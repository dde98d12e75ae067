"""Reads the sightings of ringed birds from the centre's service."""


def pages(connection, species):
    """Give the pages of a list, each when it is asked for."""
    page = connection.page(species, None)
    yield page
    while page.next is not None:
        page = connection.page(species, page.next)
        yield page


def sightings(service, species):
    """Give all sightings of a species, newest first, one by one."""
    connection = service.connect()
    try:
        for page in pages(connection, species):
            for row in page.rows:
                yield row
    finally:
        connection.close()


def first(service, species, n):
    """Give the newest `n` sightings as a list."""
    found = []
    rows = sightings(service, species)
    try:
        while len(found) < n:
            found.append(next(rows))
    except StopIteration:
        pass
    finally:
        rows.close()
    return found

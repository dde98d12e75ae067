"""Reads the sightings of ringed birds from the centres' services."""

from contextlib import closing


def pages(service, species, tries):
    """Give the pages of a list, over as many connections as it takes."""
    token, failed = None, 0
    while True:
        try:
            with closing(service.connect()) as connection:
                while True:
                    page = connection.page(species, token)
                    failed = 0
                    yield page
                    token = page.next
                    if token is None:
                        return
        except ConnectionError:
            failed += 1
            if failed == tries:
                raise


def sightings(service, species, tries=3):
    """Give all sightings of a species, newest first, one by one; try a page again if a line breaks."""
    with closing(pages(service, species, tries)) as found:
        for page in found:
            yield from page.rows


def two(newer, other):
    """Merge two lists; of rows of one day, those of the first list come first."""
    with closing(newer), closing(other):
        a, b = next(newer, None), next(other, None)
        while a or b:
            if not b or (a and a["day"] >= b["day"]):
                yield a
                a = next(newer, None)
            else:
                yield b
                b = next(other, None)


def merged(services, species):
    """Give the sightings of all services as one list, newest first."""
    if not services:
        return iter_nothing()
    rows = sightings(services[0], species)
    for service in services[1:]:
        rows = two(rows, sightings(service, species))
    return rows


def iter_nothing():
    yield from ()

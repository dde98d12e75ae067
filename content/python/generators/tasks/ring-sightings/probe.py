"""Reads lists from a centre that writes every call down and fails where the script says so."""

from itertools import islice

from client import first, sightings
from piton import probe


class CentreError(Exception):
    """The centre's own kind of error."""


ERRORS = {
    kind.__name__: kind
    for kind in (CentreError, ConnectionError, KeyError, TimeoutError, KeyboardInterrupt, SystemExit)
}


class Page:
    def __init__(self, rows, following):
        self.rows = rows
        self.next = following


class Centre:
    """Has one list of pages. `faults` names the steps that fail, and how: connect or a number.

    `no_text` is the number of the page whose `next` is the empty text, if there is one.
    """

    def __init__(self, species, pages, faults, no_text=None):
        self.no_text = no_text
        self.species = species
        self.pages = pages
        self.faults = faults
        self.log = []
        self.raised = []

    def step(self, name):
        if name in self.faults:
            self.raised.append(ERRORS[self.faults[name]](f"{name} failed"))
            raise self.raised[-1]

    def connect(self):
        self.log.append("connect")
        self.step("connect")
        return Connection(self)

    def token(self, number):
        return "" if number == self.no_text else f"after {number * 17}"


class Connection:
    def __init__(self, centre):
        self.centre = centre
        self.open = True

    def page(self, species, token):
        centre = self.centre
        if not self.open:
            raise RuntimeError("this connection is closed")
        tokens = [None, *map(centre.token, range(1, len(centre.pages)))]
        if species != centre.species or token not in tokens:
            raise RuntimeError(f"there is no page of {species!r} with the token {token!r}")
        at = tokens.index(token)
        centre.log.append(f"page {at + 1}")
        centre.step(f"page {at + 1}")
        return Page(list(centre.pages[at]), [*tokens, None][at + 1])

    def close(self):
        self.open = False
        self.centre.log.append("close")


def asked_once_more(reading):
    """Ask for a row when all is over; the centre has written down whether it was called."""
    try:
        next(iter(reading), None)
    except BaseException:
        pass


def ended(centre, rows, error):
    known = error is None or any(error is one for one in centre.raised)
    told = None if error is None else type(error).__name__
    return {"rows": rows, "error": told if known else f"another {told}", "log": list(centre.log)}


@probe()
def read(species, pages, n, faults, no_text=None):
    """Take `n` rows and call close(), or take all if `n` is None; tell what was called."""
    centre = Centre(species, pages, faults, no_text)
    reading = sightings(centre, species)
    rows = []
    try:
        for row in islice(reading, n):
            rows.append(row)
    except BaseException as error:
        if not centre.raised:
            raise
        asked_once_more(reading)
        return ended(centre, rows, error)
    if n is not None:
        taken = list(centre.log)
        reading.close()
        asked_once_more(reading)
        return {**ended(centre, rows, None), "before_close": taken}
    asked_once_more(reading)
    return ended(centre, rows, None)


@probe()
def prepare(species, pages, begun):
    """Prepare an iterator and give it up unread, or read one row of it; tell the calls before that."""
    centre = Centre(species, pages, {})
    reading = sightings(centre, species)
    before = list(centre.log)
    for _ in islice(reading, 1 if begun else 0):
        pass
    reading.close()
    return before


@probe()
def first_of(species, pages, n, by_name):
    """Call first(), and tell what it gave and what was called until it came back."""
    centre = Centre(species, pages, {})
    if by_name:
        rows = first(service=centre, species=species, n=n)
    else:
        rows = first(centre, species, n)
    return {"rows": rows, "log": list(centre.log)}

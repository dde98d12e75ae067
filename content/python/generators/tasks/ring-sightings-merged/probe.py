"""Reads lists from centres that write every call down and fail where the script says so."""

from itertools import islice

from client import merged, sightings
from piton import probe


class CentreError(Exception):
    """The centre's own kind of error."""


ERRORS = {
    kind.__name__: kind
    for kind in (
        CentreError,
        ConnectionError,
        ConnectionResetError,
        BrokenPipeError,
        KeyError,
        TimeoutError,
        OSError,
        KeyboardInterrupt,
    )
}


class Page:
    def __init__(self, rows, following):
        self.rows = rows
        self.next = following


class Centre:
    """`connects` says which connects fail, by number; `fails` how a page fails, time by time."""

    def __init__(self, species, pages, connects, fails):
        self.species = species
        self.pages = pages
        self.connects = connects
        self.fails = {int(page): list(kinds) for page, kinds in fails.items()}
        self.asked = []
        self.connections = []
        self.tried = 0
        self.raised = []

    def fail(self, kind, words):
        self.raised.append(ERRORS[kind](words))
        raise self.raised[-1]

    def connect(self):
        self.tried += 1
        if str(self.tried) in self.connects:
            self.fail(self.connects[str(self.tried)], "no line")
        self.connections.append(Connection(self))
        return self.connections[-1]

    def left_open(self):
        return sum(connection.closed == 0 for connection in self.connections)


class Connection:
    def __init__(self, centre):
        self.centre = centre
        self.closed = 0
        self.dead = False

    def page(self, species, token):
        centre = self.centre
        if self.closed:
            raise RuntimeError("this connection is closed")
        if self.dead:
            centre.fail("ConnectionError", "this connection is broken")
        # An empty text is a token like any other.
        numbers = range(1, len(centre.pages))
        tokens = [None, *("" if number == 2 else f"after {number * 17}" for number in numbers)]
        if species != centre.species or token not in tokens:
            raise RuntimeError(f"there is no page of {species!r} with the token {token!r}")
        at = tokens.index(token)
        centre.asked.append(at + 1)
        if centre.fails.get(at + 1):
            kind = centre.fails[at + 1].pop(0)
            self.dead = issubclass(ERRORS[kind], ConnectionError)
            centre.fail(kind, f"page {at + 1} failed")
        return Page([dict(row) for row in centre.pages[at]], [*tokens, None][at + 1])

    def close(self):
        self.closed += 1


def walk(reading, n, centres):
    """Takes `n` rows and calls close(), or takes all if `n` is None; looks at the centres each time."""
    found = {"rows": [], "error": None}
    try:
        for row in islice(reading, n):
            found["rows"].append(row)
        found["asked"] = [list(centre.asked) for centre in centres]
        if n is not None:
            reading.close()
    except BaseException as error:
        raised = [one for centre in centres for one in centre.raised]
        if not raised:
            raise
        name = type(error).__name__
        found["error"] = name if any(error is one for one in raised[-1:]) else f"another {name}"
        found["asked"] = [list(centre.asked) for centre in centres]
        # Here the error is still being dealt with, as it is for the caller who gets it.
        return {**found, "left_open": [centre.left_open() for centre in centres]}
    return {**found, "left_open": [centre.left_open() for centre in centres]}


@probe()
def read(species, pages, n, tries, connects, fails):
    """Read one list; tell what came, what was tried, and what became of the connections."""
    centre = Centre(species, pages, connects, fails)
    reading = sightings(centre, species) if tries is None else sightings(centre, species, tries)
    before = centre.tried
    found = walk(reading, n, [centre])
    return {
        **found,
        "before": before,
        "failed": len(centre.raised),
        "closed": [connection.closed for connection in centre.connections],
    }


@probe()
def merge(species, lists, n, fault):
    """Read several lists as one; `fault` is None, or which list fails on which page, and how."""
    centres = []
    for number, pages in enumerate(lists):
        fails = {}
        if fault is not None and fault[0] == number:
            fails = {fault[1]: [fault[2]] * 20}
        centres.append(Centre(species, pages, {}, fails))
    reading = merged(centres, species)
    before = sum(centre.tried for centre in centres)
    return {**walk(reading, n, centres), "before": before}

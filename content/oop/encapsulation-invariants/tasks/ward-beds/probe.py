"""Plays nights on a ward and tells, after each call, what came out and who lies where."""

from piton import probe

from ward import BedError, Ward


class Away(Exception):
    """What the journal raises when its server is away."""


class Journal:
    def __init__(self, interrupted=False):
        self.written = []
        self.is_away = False
        self.interrupted = interrupted

    def write(self, kind, *details):
        if self.is_away:
            raise KeyboardInterrupt if self.interrupted else Away("the record does not answer")
        self.written.append([kind, *details])


def shown(ward):
    free, beds = ward.free_beds(), ward.beds
    return {
        "patients": dict(ward.patients()),
        "free": sorted(free, key=repr) if isinstance(free, (set, frozenset)) else f"no set: {free!r}",
        "beds": list(beds) if isinstance(beds, (list, tuple)) else f"no list or tuple: {beds!r}",
    }


def call(ward, journal, name, arguments, away=False):
    """Make one call; tell what it raised, what it wrote, and how the ward is then."""
    before = len(journal.written)
    journal.is_away = away
    try:
        getattr(ward, name)(*arguments)
        outcome = "ok"
    except BedError:
        outcome = "BedError"
    except (Away, KeyboardInterrupt):
        outcome = "the journal's exception"
    except Exception:
        if not away:
            raise
        outcome = "another exception"
    journal.is_away = False
    return [outcome, journal.written[before:], shown(ward)]


@probe()
def night(beds, calls, how="plain"):
    """A call is a list: the method, its arguments, and whether the server is away then.

    `how` is "iterator" if the beds come as one, "interrupted" if it is Ctrl-C that ends the writing.
    """
    journal = Journal(how == "interrupted")
    ward = Ward(iter(beds) if how == "iterator" else beds, journal)
    return [
        call(ward, journal, name, arguments, away) for name, *arguments, away in calls
    ]


@probe()
def found(beds, calls, patient):
    journal = Journal()
    ward = Ward(beds, journal)
    for name, *arguments, away in calls:
        call(ward, journal, name, arguments, away)
    try:
        return ward.bed_of(patient)
    except BedError:
        return "BedError"


def tamper(thing):
    """Try to change a list, set or dict."""
    for act in (
        lambda: thing.add(99),
        lambda: thing.append(99),
        lambda: thing.update({99: "Nobody"}),
        lambda: thing.pop(),
        lambda: thing.clear(),
    ):
        try:
            act()
        except Exception:
            pass


@probe()
def tampered(beds, calls, what):
    """Change one thing that was handed in or out, and tell how the ward is then."""
    journal = Journal()
    handed_in = list(beds)
    ward = Ward(handed_in, journal)
    for name, *arguments, away in calls:
        call(ward, journal, name, arguments, away)
    tamper({
        "the list handed to Ward": lambda: handed_in,
        "beds": lambda: ward.beds,
        "free_beds()": ward.free_beds,
        "patients()": ward.patients,
    }[what]())
    return shown(ward)


@probe()
def taken_earlier(beds, calls, later):
    """Ask, go on, and tell what was given earlier shows now."""
    journal = Journal()
    ward = Ward(beds, journal)
    for name, *arguments, away in calls:
        call(ward, journal, name, arguments, away)
    free, patients = ward.free_beds(), ward.patients()
    for name, *arguments, away in later:
        call(ward, journal, name, arguments, away)
    return {"free": sorted(free), "patients": dict(patients)}

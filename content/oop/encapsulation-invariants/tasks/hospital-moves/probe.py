"""Plays shifts in a hospital and tells, after each call, what came out and how things stand."""

from hospital import BedError, Hospital
from piton import probe


class Away(Exception):
    """What the journal raises when its server is away."""


class Trouble(Exception):
    """What a listener raises."""


class Journal:
    def __init__(self):
        self.written = []
        self.is_away = False

    def write(self, *event):
        if self.is_away:
            raise Away("the record does not answer")
        self.written.append(plain(event))


class Clock:
    minute = 100

    def __call__(self):
        return self.minute


def plain(event):
    """An event as lists; anything else than tuples of tuples is told as what it is."""
    if isinstance(event, tuple):
        return [plain(one) for one in event]
    return event if isinstance(event, (str, int, bool)) else f"a {type(event).__name__}"


def shown(hospital):
    return {
        "patients": dict(hospital.patients()),
        "isolated": sorted(hospital.isolated()),
        "holds": dict(hospital.holds()),
        "closed": sorted(hospital.closed_beds()),
        "free": sorted(hospital.free_beds()),
    }


def delivered(moves, form):
    pairs = [tuple(pair) for pair in moves]
    return pairs if form == "list" else one_by_one(pairs, form == "broken")


def one_by_one(pairs, breaks):
    yield from pairs
    if breaks:
        raise ConnectionError("the tablet is out of reach")


class Shift:
    """A hospital with all that belongs to it."""

    def __init__(self, rooms, listeners=()):
        self.journal = Journal()
        self.clock = Clock()
        self.hospital = Hospital(rooms, self.journal, self.clock)
        self.listeners = [Listener(self, does) for does in listeners]
        for listener in self.listeners:
            self.hospital.subscribe(listener)

    def call(self, name, arguments, away=False, hospital=None):
        if name == "wait":
            self.clock.minute += arguments[0]
            return "ok"
        if name == "carry_out":
            arguments = [delivered(*arguments)]
        self.journal.is_away = away
        try:
            getattr(hospital or self.hospital, name)(*arguments)
        except BedError:
            return "BedError"
        except Away:
            return "the journal's exception"
        except (Trouble, ConnectionError) as error:
            return type(error).__name__
        finally:
            self.journal.is_away = False
        return "ok"

    def play(self, calls, hospital=None):
        """Each call with what came out, what was written, and how the hospital is then."""
        found = []
        for number, (name, arguments, away) in enumerate(calls, start=1):
            before = len(self.journal.written)
            outcome = self.call(name, arguments, away, hospital)
            written = self.journal.written[before:]
            # Nobody looks between a wait and what comes next: a hold ends without that.
            looks = name != "wait" or number == len(calls)
            found.append([outcome, written, shown(hospital or self.hospital) if looks else None])
        return found


class Listener:
    def __init__(self, shift, does):
        self.shift = shift
        self.does = does
        self.heard = []
        self.outcomes = []

    def __call__(self, event):
        if len(self.heard) < 40:
            self.heard.append([plain(event), shown(self.shift.hospital)])
        if self.does == "raise":
            raise Trouble("no message today")
        if self.does == "close" and event[0] == "discharge":
            self.outcomes.append(self.shift.call("close_bed", [event[2]]))


@probe()
def shift(rooms, calls):
    return Shift(rooms).play(calls)


@probe()
def with_listeners(rooms, listeners, calls):
    one = Shift(rooms, listeners)
    played = one.play(calls)
    return {
        "played": played,
        "heard": [listener.heard for listener in one.listeners],
        "outcomes": [listener.outcomes for listener in one.listeners],
    }


@probe()
def two_hospitals(rooms, calls, of_the_trial, of_the_first):
    """Try things in a trial, then go on in the first hospital."""
    one = Shift(rooms, ["note"])
    one.play(calls)
    one.listeners[0].heard.clear()
    trial = one.hospital.trial()
    found = [one.play(of_the_trial, trial), len(one.listeners[0].heard)]
    return [*found, one.play(of_the_first), shown(trial)]


def tamper(thing):
    """Try to change a list, set or dict."""
    for act in (
        lambda: thing.add(99),
        lambda: thing.append(99),
        lambda: thing.update({99: "Nobody"}),
        lambda: thing.pop(),
        lambda: thing.popitem(),
        lambda: thing.clear(),
    ):
        try:
            act()
        except Exception:
            pass


@probe()
def tampered(rooms, calls, what, later):
    """Change one thing that was handed in or out; tell how the hospital is, and goes on."""
    form = iter if what == "the iterators handed to Hospital" else list
    handed_in = {room: form(beds) for room, beds in rooms.items()}
    one = Shift(handed_in)
    one.play(calls)
    if what.endswith("handed to Hospital"):
        for beds in [*handed_in.values()]:
            tamper(beds)
        tamper(handed_in)
    else:
        tamper(getattr(one.hospital, what)())
    try:
        return [shown(one.hospital), [outcome for outcome, *_ in one.play(later)]]
    except Exception as error:
        return f"looking at the hospital raises {type(error).__name__}"


@probe()
def taken_earlier(rooms, calls, later):
    """Ask, go on, and tell what was given earlier shows now."""
    one = Shift(rooms)
    one.play(calls)
    hospital = one.hospital
    given = [
        hospital.patients(),
        hospital.isolated(),
        hospital.holds(),
        hospital.closed_beds(),
        hospital.free_beds(),
    ]
    one.play(later)
    patients, isolated, holds, closed, free = given
    return {
        "patients": dict(patients),
        "isolated": sorted(isolated),
        "holds": dict(holds),
        "closed": sorted(closed),
        "free": sorted(free),
    }

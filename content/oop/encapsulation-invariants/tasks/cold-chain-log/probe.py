"""Plays journeys and tells, after each call, what came out and what the log shows."""

from piton import probe

from shipment import LogError, ShipmentLog


class Trouble(Exception):
    """What an alarm raises that cannot send its mail."""


def pairs(found):
    return [list(pair) for pair in found]


def shown(log):
    return {
        "readings": pairs(log.readings),
        "holders": pairs(log.holders),
        "holder": log.holder,
        "minutes_warm": log.minutes_warm,
        "is_spoiled": bool(log.is_spoiled),
        "is_closed": bool(log.is_closed),
    }


def delivered(readings, form):
    """Readings as a list of pairs, or one by one; "broken" ends with a lost connection."""
    if form == "list":
        return [tuple(pair) for pair in readings]
    return one_by_one(readings, form == "broken")


def one_by_one(readings, breaks):
    for pair in readings:
        yield tuple(pair)
    if breaks:
        raise ConnectionError("the logger is out of reach")


def call(log, name, arguments):
    """Make one call; tell what it raised."""
    if name == "record_all":
        arguments = [delivered(*arguments)]
    try:
        getattr(log, name)(*arguments)
    except LogError:
        return "LogError"
    except (Trouble, ConnectionError, BaseExceptionGroup) as error:
        return type(error).__name__
    return "ok"


def play(log, calls):
    return [[call(log, name, arguments), shown(log)] for name, *arguments in calls]


class Alarm:
    """Writes down what the log shows when it is called, and then does what it is there for."""

    def __init__(self, number, does, notes):
        self.number = number
        self.does = does
        self.notes = notes
        self.done = False

    def __deepcopy__(self, memo):
        return self

    def __call__(self, log):
        if len(self.notes) < 12:
            self.notes.append([self.number, shown(log)])
        if self.does == "raise":
            raise Trouble("no mail today")
        if self.done:
            return
        self.done = True
        later = max(log.holders[-1][0], *(at for at, _ in log.readings)) + 1
        if self.does == "register":
            log.on_spoiled(Alarm("registered by an alarm", "note", self.notes))
        elif self.does == "hand over":
            call(log, "hand_over", [later, log.holder, "quarantine"])
        elif self.does == "record":
            call(log, "record", [later, 99])


def begin(at, alarms=()):
    log = ShipmentLog("plant", at)
    notes = []
    for number, does in enumerate(alarms):
        log.on_spoiled(Alarm(number, does, notes))
    return log, notes


@probe()
def journey(at, calls):
    log, _ = begin(at)
    return [["ok", shown(log)], *play(log, calls)]


@probe()
def may(at, calls, giver):
    log, _ = begin(at)
    play(log, calls)
    return bool(log.may_hand_over(giver))


def tamper(thing):
    """Try to change a list of pairs, from the inside out."""
    for act in (
        lambda: thing[0].__setitem__(1, 999),
        lambda: thing.__setitem__(0, (1, 999)),
        lambda: thing.append((9999, 999)),
        lambda: thing.clear(),
    ):
        try:
            act()
        except Exception:
            pass


@probe()
def tampered(at, calls, batch):
    """Change everything that was handed in or out, and tell what the log shows then."""
    log, _ = begin(at)
    play(log, calls)
    handed_in = [list(pair) for pair in batch]
    log.record_all(handed_in)
    before = shown(log)
    tamper(handed_in)
    tamper(log.readings)
    tamper(log.holders)
    try:
        return [before, shown(log)]
    except Exception as error:
        return [before, f"looking at the log raises {type(error).__name__}"]


@probe()
def taken_earlier(at, calls, later):
    """Ask for readings and holders, go on, and tell what those taken earlier show now."""
    log, _ = begin(at)
    play(log, calls)
    readings, holders = log.readings, log.holders
    play(log, later)
    return [pairs(readings), pairs(holders)]


@probe()
def settable(at, calls, name, value):
    log, _ = begin(at)
    play(log, calls)
    try:
        setattr(log, name, value)
    except AttributeError:
        return ["AttributeError", shown(log)]
    return ["nothing was raised", None]


@probe()
def alarmed(at, alarms, calls):
    """A journey with alarms; one more registers at the end."""
    log, notes = begin(at, alarms)
    found = play(log, calls)
    log.on_spoiled(Alarm("late", "note", notes))
    if not log.is_closed and log.is_spoiled:
        found += play(log, [["close", 100_000]])
    return found, notes


@probe()
def two_logs(at, calls, of_the_copy, of_the_first):
    """Copy a log in the middle of a journey and let the two go different ways."""
    log, notes = begin(at, ["note"])
    play(log, calls)
    notes.clear()
    copy = log.copy()
    own_notes = []
    copy.on_spoiled(Alarm("of the copy", "note", own_notes))
    ways = [[["ok", shown(copy)], *play(copy, of_the_copy)], len(notes), len(own_notes)]
    ways += [[["ok", shown(log)], *play(log, of_the_first)], shown(copy)]
    return ways

"""Keeps what the log gives, lets things happen, and tells what it shows then."""

from collections.abc import Mapping, Sequence

from piton import probe

from thermo import LogError, TemperatureLog


def pairs(found):
    return [list(pair) for pair in found]


def shown(log):
    """What somebody sees who asks now."""
    return {"readings": pairs(log.live()), "limits": dict(log.limits())}


def call(log, name, arguments):
    try:
        if name == "record":
            log.record(*arguments)
        else:
            log.set_limits(**arguments)
    except LogError:
        return "LogError"
    return "ok"


def play(log, calls):
    return [[call(log, name, arguments), shown(log)] for name, arguments in calls]


@probe()
def begun(cold, warm):
    try:
        return dict(TemperatureLog(cold, warm).limits())
    except LogError:
        return "LogError"


@probe()
def day(limits, calls):
    return play(TemperatureLog(*limits), calls)


@probe()
def reported(limits, calls, later):
    """Ask for a report, go on, and tell what it shows now."""
    log = TemperatureLog(*limits)
    play(log, calls)
    report = log.report()
    before = pairs(report)
    play(log, later)
    return [before, pairs(report)]


@probe()
def on_the_board(limits, calls):
    """Ask for everything before anything happens, and look at it after each call."""
    log = TemperatureLog(*limits)
    live, settings = log.live(), log.limits()
    found = []
    for name, arguments in calls:
        call(log, name, arguments)
        found.append({"readings": pairs(live), "limits": dict(settings)})
    return found


@probe()
def as_sequence(limits, calls, at, start, stop):
    """Look at the board in all the ways of a sequence."""
    log = TemperatureLog(*limits)
    live, settings = log.live(), log.limits()
    play(log, calls)
    part = live[start:stop]
    try:
        one = list(live[at])
    except IndexError:
        one = "IndexError"
    found = {
        "Sequence": isinstance(live, Sequence),
        "Mapping": isinstance(settings, Mapping),
        "len": len(live),
        "index": one,
        "slice": pairs(part),
        "for": [list(pair) for pair in live],
        "reversed": [list(pair) for pair in reversed(live)],
        "in": [pair in live for pair in [(5, 61), (0, 0), *(tuple(pair) for pair in live)]],
        "keys": sorted(settings),
        "a key": [settings["cold"], settings.get("dew")],
    }
    log.record(100_000, 50)
    return {**found, "slice later": pairs(part)}


def attempt(*acts):
    for act in acts:
        try:
            act()
        except Exception:
            pass


@probe()
def tampered(limits, calls):
    """Try to change the log by what it gives; tell how it is then."""
    log = TemperatureLog(*limits)
    play(log, calls)
    live, settings, report = log.live(), log.limits(), log.report()
    for thing in (report, live):
        attempt(
            lambda: thing[0].__setitem__(1, 999),
            lambda: thing.__setitem__(0, (1, 999)),
            lambda: thing.__delitem__(0),
            lambda: thing.append((9999, 999)),
            lambda: thing.clear(),
        )
    attempt(
        lambda: settings.__setitem__("cold", -999),
        lambda: settings.update(warm=999),
        lambda: settings.pop("cold"),
        lambda: settings.clear(),
    )
    try:
        return [shown(log), pairs(log.report())]
    except Exception as error:
        return f"looking at the log raises {type(error).__name__}"

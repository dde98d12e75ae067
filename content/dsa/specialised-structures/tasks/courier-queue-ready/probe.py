"""Plays days at the dispatch desk.

The times of the long days are numbers that count how often they are compared, and each holds two
megabytes where something could be left behind: so whatever is left of a parcel shows.
"""

from weakref import ref

from dispatch import Dispatch
from piton import probe

LOAD = 2 << 20


class Time(int):
    """A time that counts comparisons."""

    compared = 0
    load = None

    def __neg__(self):
        other = Time(-int(self))
        other.load = self.load
        return other

    __hash__ = int.__hash__


def counted(name):
    compare = getattr(int, name)

    def method(self, other):
        Time.compared += 1
        return compare(self, other)

    return method


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    setattr(Time, _name, counted(_name))


def play(dispatch, steps, time=int, first=0):
    """The answers of all steps; a KeyError is an answer. A parcel's slip is the number of its step."""
    answers = []
    for slip, (name, *words) in enumerate(steps, first):
        try:
            if name == "add":
                number, ready, due = words
                dispatch.add(number, time(ready), time(due), {"slip": slip})
            elif name == "move":
                number, ready, due = words
                dispatch.move(number, time(ready), time(due))
            elif name == "cancel":
                dispatch.cancel(*words)
            elif name == "len":
                answers.append(len(dispatch))
            elif name == "wait":
                wait = dispatch.wait(*words)
                answers.append(int(wait) if isinstance(wait, Time) else wait)
            else:
                found = dispatch.next(*words)
                answers.append(found if found is None else [found[0], found[1]["slip"]])
        except KeyError:
            answers.append(f"KeyError from {name}")
    return answers


@probe()
def day(steps):
    """The answers of one day."""
    return play(Dispatch(), steps)


def numbers(seed):
    """Numbers that the judge draws just like this."""
    while True:
        seed = (seed * 1_103_515_245 + 12_345) % (1 << 31)
        yield seed >> 8


def long_day(seed, waiting, turns):
    """Many parcels wait; then some come in, are cancelled, are moved and leave, in turn."""
    draw = numbers(seed)
    steps = [["add", number, next(draw) % 1000, next(draw) % 10_000] for number in range(waiting)]
    now = 400
    for number in range(waiting, waiting + turns):
        steps.append(["add", number, next(draw) % 1000, next(draw) % 10_000])
        # Some of these have left or are cancelled already: then it is a KeyError.
        steps.append(["cancel", next(draw) % number])
        steps.append(["move", next(draw) % number, next(draw) % 1000, next(draw) % 10_000])
        steps.append(["wait", now])
        steps.append(["next", now])
        now += next(draw) % 8
    return steps


@probe()
def comparisons(seed, waiting, turns):
    """The answers of a long day, and how often times were compared, from the first question on."""
    dispatch = Dispatch()
    steps = long_day(seed, waiting, turns)
    answers = play(dispatch, steps[: waiting + 4], Time)
    before = Time.compared
    answers += play(dispatch, steps[waiting + 4 :], Time, waiting + 4)
    return {"answers": answers, "compared": Time.compared - before}


@probe()
def leftovers(waiting, times, where, how):
    """Parcels are cancelled, or one is moved (`how`), ready or not (`where`); then all leave.

    Each time at which one of them is due holds two megabytes, and all are due behind the parcels that
    wait for good.
    """
    dispatch = Dispatch()

    def loaded(time):
        time = Time(time)
        time.load = bytes(LOAD)
        return time

    ready = 0 if where == "open" else 90
    for number in range(waiting):
        dispatch.add(number, Time(0), Time(waiting - number), {"slip": number})
    if how == "move":
        dispatch.add(waiting, Time(ready), Time(999), {"slip": waiting})
    for at in range(times):
        if how == "move":
            dispatch.move(waiting, Time(ready), loaded(1000 + at))
        else:
            dispatch.add(waiting + at, Time(ready), loaded(1000 + at), {"slip": at})
        if where == "open":
            # Whoever lets things go over only when asked is asked now.
            dispatch.wait(50)
        if how == "cancel":
            dispatch.cancel(waiting + at)
    return play(dispatch, [["next", 100]] * (waiting + 2))


class Load:
    """What a time carries, to see whether somebody still has the time."""


@probe()
def left_after_each(waiting, cancelled, where):
    """How many times of cancelled parcels are kept after the cancelling and after each `next`.

    All the cancelled ones, ready or not (`where`), are due behind all that wait.
    """
    dispatch, loads = Dispatch(), []

    def loaded(due):
        due = Time(due)
        due.load = Load()
        loads.append(ref(due.load))
        return due

    ready = 0 if where == "open" else 90
    for number in range(waiting):
        dispatch.add(number, Time(0), Time(number), {"slip": number})
    for number in range(waiting, waiting + cancelled):
        dispatch.add(number, Time(ready), loaded(number), {"slip": number})
    # Whoever lets things go over only when asked is asked now.
    dispatch.wait(50)
    for number in range(waiting, waiting + cancelled):
        dispatch.cancel(number)
    found = [sum(load() is not None for load in loads)]
    for _ in range(waiting):
        dispatch.next(50)
        found.append(sum(load() is not None for load in loads))
    return found

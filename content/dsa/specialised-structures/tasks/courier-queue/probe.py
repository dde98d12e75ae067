"""Plays days at the dispatch desk.

The times of the long days are numbers that count how often they are compared, and each holds two
megabytes: so whatever is left of a parcel shows.
"""

from weakref import ref

from dispatch import Dispatch
from piton import probe

LOAD = 2 << 20


class Due(int):
    """A time that counts comparisons."""

    compared = 0
    load = None

    def __neg__(self):
        other = Due(-int(self))
        other.load = self.load
        return other

    __hash__ = int.__hash__


def counted(name):
    compare = getattr(int, name)

    def method(self, other):
        Due.compared += 1
        return compare(self, other)

    return method


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    setattr(Due, _name, counted(_name))


def play(dispatch, steps, due=int, first=0):
    """The answers of all steps; a KeyError is an answer. A parcel's slip is the number of its step."""
    answers = []
    for slip, (name, *words) in enumerate(steps, first):
        try:
            if name == "add":
                dispatch.add(words[0], due(words[1]), {"slip": slip})
            elif name == "cancel":
                dispatch.cancel(words[0])
            elif name == "move":
                dispatch.move(words[0], due(words[1]))
            elif name == "len":
                answers.append(len(dispatch))
            else:
                found = dispatch.next()
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
    """Many parcels wait; then one comes in, one is cancelled, one is moved and one leaves."""
    draw = numbers(seed)
    alive = list(range(waiting))
    steps = [["add", number, next(draw) % 100_000] for number in alive]
    for number in range(waiting, waiting + turns):
        steps.append(["add", number, next(draw) % 100_000])
        steps.append(["cancel", alive.pop(next(draw) % len(alive))])
        moved = alive[next(draw) % len(alive)]
        steps.append(["move", moved, next(draw) % 100_000])
    return [*steps, *(["next"] for _ in range(turns))]


@probe()
def comparisons(seed, waiting, turns):
    """The answers of a long day, and how often times were compared, from the first cancel on."""
    dispatch = Dispatch()
    steps = long_day(seed, waiting, turns)
    answers = play(dispatch, steps[:waiting], Due)
    before = Due.compared
    answers += play(dispatch, steps[waiting:], Due, waiting)
    return {"answers": answers, "compared": Due.compared - before}


@probe()
def leftovers(waiting, times, how):
    """Parcels come in and are cancelled, or one of them is moved, `times` times; then all leave.

    Each of these times holds two megabytes, and all lie behind the parcels that wait for good.
    """
    dispatch = Dispatch()

    def loaded(due):
        due = Due(due)
        due.load = bytes(LOAD)
        return due

    for number in range(waiting):
        dispatch.add(number, Due(waiting - number), {"slip": number})
    if how == "move":
        dispatch.add(waiting, Due(10 * waiting), {"slip": waiting})
    for at in range(times):
        if how == "move":
            dispatch.move(waiting, loaded(10 * waiting + at))
        else:
            dispatch.add(waiting + at, loaded(10 * waiting + at), {"slip": at})
            dispatch.cancel(waiting + at)
    return play(dispatch, [["next"]] * (waiting + 2))


class Load:
    """What a time carries, to see whether somebody still has the time."""


@probe()
def left_after_each(waiting, cancelled):
    """How many times of cancelled parcels are kept after the cancelling and after each `next`.

    All the cancelled ones are due behind all that wait.
    """
    dispatch, loads = Dispatch(), []

    def loaded(due):
        due = Due(due)
        due.load = Load()
        loads.append(ref(due.load))
        return due

    for number in range(waiting):
        dispatch.add(number, Due(number), {"slip": number})
    for number in range(waiting, waiting + cancelled):
        dispatch.add(number, loaded(number), {"slip": number})
    for number in range(waiting, waiting + cancelled):
        dispatch.cancel(number)
    found = [sum(load() is not None for load in loads)]
    for _ in range(waiting):
        dispatch.next()
        found.append(sum(load() is not None for load in loads))
    return found

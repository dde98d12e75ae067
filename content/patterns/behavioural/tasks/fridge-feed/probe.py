"""Plays a night at a fridge and tells who was called with which reading."""

import gc
import weakref

from piton import probe

from feed import Feed

KINDS = {
    kind.__name__: kind
    for kind in (ConnectionError, KeyError, LookupError, ValueError, KeyboardInterrupt, SystemExit)
}


class Listener:
    """Writes down each reading and then does what its plan says for it."""

    def __init__(self, night, name):
        self.night = night
        self.name = name

    def __call__(self, reading):
        self.night.calls.append([self.name, reading])
        for action, what in self.night.plans.get(self.name, {}).get(reading, []):
            self.night.do(action, what)


class Equal(Listener):
    """Equal to every other one, and without a hash."""

    def __eq__(self, other):
        return isinstance(other, Equal)

    __hash__ = None


class Empty(Listener):
    """Has a length, and it is 0: a wall that has no screens yet."""

    def __len__(self):
        return 0


LISTENERS = {"plain": Listener, "equal": Equal, "empty": Empty}


class Night:
    def __init__(self, plans, kind):
        self.plans = plans
        self.kind = kind
        self.calls = []
        self.reported = []
        self.raised = []
        self.listeners = {}
        self.cancels = []
        self.feed = Feed(self.reported.append)

    def do(self, action, what):
        if action == "subscribe":
            if what not in self.listeners:
                self.listeners[what] = self.kind(self, what)
            self.cancels.append(self.feed.subscribe(self.listeners[what]))
        elif action == "cancel":
            if what < len(self.cancels):
                self.cancels[what]()
        elif action == "raise":
            error = KINDS[what]("from a listener")
            self.raised.append(error)
            raise error
        else:
            self.calls.append(["publish", what])
            self.feed.publish(what)

    def numbers(self, errors):
        """Which of the exceptions raised so far these are; a foreign one is raised again."""
        known = [id(error) for error in self.raised]
        for error in errors:
            if id(error) not in known:
                raise error
        return [known.index(id(error)) for error in errors]


@probe()
def night(steps, plans, like):
    """Make all steps; gives the calls, the numbers of reported errors and of those that got out."""
    played = Night(plans, LISTENERS[like])
    out = []
    for action, what in steps:
        try:
            played.do(action, what)
        except BaseException as error:
            out.append(error)
    return {"calls": played.calls, "reported": played.numbers(played.reported), "out": played.numbers(out)}


@probe()
def alive_after(steps, plans):
    """Make all steps and forget the listeners; gives the names of those still in memory."""
    played = Night(plans, Listener)
    for action, what in steps:
        played.do(action, what)
    watched = {name: weakref.ref(listener) for name, listener in played.listeners.items()}
    played.listeners.clear()
    gc.collect()
    return sorted(name for name, listener in watched.items() if listener() is not None)

"""Publishes on a board by a script; callbacks do what the script says when they hear an event."""

from board import Board
from piton import probe


class Listener:
    """Somebody who hears events. `listener.hear` is another object each time, and equal to the last."""

    def __init__(self, name, hall):
        self.name = name
        self.hall = hall

    def hear(self, event):
        self.hall.calls.append([self.name, event])
        for what, *rest in self.hall.doing[self.name].pop(event, ()):
            self.hall.do(what, *rest)


class Hall:
    def __init__(self, doing):
        self.calls = []
        self.failures = []
        self.board = Board(self.failed)
        # What each callback does at each event, the first time it hears it.
        self.doing = {name: dict(events) for name, events in doing.items()}
        self.listeners = {name: Listener(name, self) for name in doing}

    def failed(self, event, error):
        self.failures.append([event, type(error).__name__])

    def do(self, what, arg=None):
        if what == "publish":
            self.board.publish(arg)
        elif what == "subscribe":
            self.board.subscribe(self.listeners[arg].hear)
        elif what == "unsubscribe":
            self.board.unsubscribe(self.listeners[arg].hear)
        elif what == "fail":
            raise ConnectionError("the line is down")
        elif what == "interrupt":
            raise KeyboardInterrupt


@probe()
def evening(doing, script):
    """Carry a script out; tell all calls in their order, all failures, and which steps were interrupted."""
    hall = Hall(doing)
    interrupted = []
    for at, (what, arg) in enumerate(script):
        try:
            hall.do(what, arg)
        except KeyboardInterrupt:
            interrupted.append(at)
    return {"calls": hall.calls, "failures": hall.failures, "interrupted": interrupted}

"""Publishes on a board by a script; callbacks do what the script says when they hear an event."""

from board import Board
from piton import probe


class Hall:
    def __init__(self, doing):
        self.calls = []
        self.failures = []
        self.board = Board(self.failed)
        # What each callback does at each event, the first time it hears it.
        self.doing = {name: dict(events) for name, events in doing.items()}
        self.callbacks = {name: self.callback(name) for name in doing}

    def failed(self, event, error):
        self.failures.append([event, type(error).__name__])

    def callback(self, name):
        def hear(event):
            self.calls.append([name, event])
            for what, *rest in self.doing[name].pop(event, ()):
                self.do(what, *rest)

        return hear

    def do(self, what, arg=None):
        if what == "publish":
            self.board.publish(arg)
        elif what == "subscribe":
            self.board.subscribe(self.callbacks[arg])
        elif what == "unsubscribe":
            self.board.unsubscribe(self.callbacks[arg])
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

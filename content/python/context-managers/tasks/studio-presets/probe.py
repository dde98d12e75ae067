"""Plays sessions at a desk that refuses what it is told to refuse."""

from piton import probe

from presets import preset


class DeskError(Exception):
    """The desk's own kind of error."""


ERRORS = {
    kind.__name__: kind
    for kind in (DeskError, ConnectionError, KeyError, TimeoutError, ValueError, KeyboardInterrupt, SystemExit)
}


class Desk:
    """`refused` says of which channel a call fails, and how."""

    def __init__(self, levels):
        self.now = dict(levels)
        self.refused = {}
        self.asked = set()  # what was refused already
        self.raised = []

    def levels(self):
        return dict(self.now)

    def fail(self, kind, words):
        self.raised.append(ERRORS[kind](words))
        raise self.raised[-1]

    def ask(self, channel):
        if channel in self.refused:
            words = f"{channel} refused again" if channel in self.asked else f"{channel} refused"
            self.asked.add(channel)
            self.fail(self.refused[channel], words)

    def set(self, channel, level):
        self.ask(channel)
        self.now[channel] = level

    def off(self, channel):
        self.ask(channel)
        self.now.pop(channel, None)


class Session:
    def __init__(self, levels, presets):
        self.desk = Desk(levels)
        self.given = [dict(one) for one in presets]
        self.presets = [preset(self.desk, one) for one in self.given]
        self.seen = []

    def chain(self, error):
        """The error and what came before it, as kinds and words, the last one first."""
        found = []
        while error is not None and len(found) < 9:
            found.append([type(error).__name__, *map(str, error.args)])
            error = error.__context__
        return found

    def run(self, steps):
        desk = self.desk
        for step, *values in steps:
            if step == "levels":
                self.seen.append(desk.levels())
            elif step == "set":
                desk.now[values[0]] = values[1]
            elif step == "off":
                desk.now.pop(values[0], None)
            elif step == "refuse":
                desk.refused[values[0]] = values[1]
            elif step == "accept":
                desk.refused.clear()
                desk.asked.clear()
            elif step == "change":
                self.given[values[0]].clear()
                self.given[values[0]].update(values[1])
            elif step == "raise":
                desk.fail(values[0], "the take failed")
            elif step == "with":
                with self.presets[values[0]]:
                    self.run(values[1])
            elif step == "try":
                try:
                    self.run(values[0])
                except BaseException as error:
                    known = any(error is one for one in desk.raised)
                    if not known and not isinstance(error, Exception):
                        raise
                    self.seen.append(self.chain(error))
                else:
                    self.seen.append([])


@probe()
def play(levels, presets, steps):
    """Make the presets, run the steps, and tell the levels and errors that were seen."""
    session = Session(levels, presets)
    session.run(steps)
    return session.seen

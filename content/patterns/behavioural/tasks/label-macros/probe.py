"""Plays a day at the label designer and tells what was said and what lies on the label."""

from piton import probe

from designer import Designer

REFUSALS = (KeyError, ValueError, RuntimeError)
FAULTS = {
    kind.__name__: kind
    for kind in (ConnectionError, KeyError, OSError, TimeoutError, ValueError, KeyboardInterrupt, SystemExit)
}


class Printer:
    """Gives parts, and then perhaps hangs up."""

    def __init__(self, parts, error):
        self.given = parts
        self.error = error

    def parts(self):
        for part in self.given:
            yield tuple(part)
        if self.error:
            raise self.error


class Day:
    """A designer, a clock, and what is called on them."""

    def __init__(self):
        self.now = 0
        self.designer = Designer(lambda: self.now)

    def play(self, step):
        """Make one call; gives what it said and the label after it."""
        call, *arguments = step
        return [self.said(call, arguments), [list(part) for part in self.designer.parts()]]

    def said(self, call, arguments):
        if call == "wait":
            self.now += arguments[0]
            return "done"
        if call == "select":
            self.designer.select(*arguments)
            return self.designer.selected
        if call == "load":
            return self.load(*arguments)
        if call == "macro":
            return self.macro(*arguments)
        try:
            answer = getattr(self.designer, call)(*arguments)
        except REFUSALS as error:
            return next(kind.__name__ for kind in REFUSALS if isinstance(error, kind))
        return answer if call in ("undo", "redo") else "done"

    def load(self, parts, fault):
        error = FAULTS[fault]("no answer") if fault else None
        try:
            self.designer.load(Printer(parts, error))
        except ValueError as refused:
            return "ValueError" if error is None else self.name(refused, error)
        except BaseException as raised:
            return self.name(raised, error)
        return "done"

    def macro(self, steps, fault):
        error = FAULTS[fault]("broken off") if fault else None
        inside = []
        try:
            with self.designer.macro():
                for step in steps:
                    inside.append(self.play(step))
                if error:
                    raise error
        except BaseException as raised:
            return [self.name(raised, error), inside]
        return ["done", inside]

    def name(self, raised, error):
        """The kind of our own exception; any other one is raised again."""
        if raised is not error:
            raise raised
        return type(error).__name__


@probe()
def day(steps):
    """Make the calls one after the other; after each of them look at the label."""
    played = Day()
    return [played.play(step) for step in steps]


@probe()
def long_day(n, how):
    """Make `n` steps on one part, each in one way or another; undo as long as it says True."""
    played = Day()
    designer = played.designer
    designer.add("price", "", 0, 0)
    for number in range(n):
        dx = 1 if designer.parts()[0][2] == 0 else -1
        if how == "macro":
            with designer.macro():
                designer.move("price", dx, 0)
                designer.move("price", 0, dx)
        else:
            designer.move("price", dx, 0)
    found = []
    for call in (designer.undo, designer.redo):
        count = 0
        while count < n + 3 and call():
            count += 1
        found.append([count, [list(part) for part in designer.parts()]])
    return found

"""The label designer: what the screen calls when somebody works on a label."""

from collections import deque

WIDTH, HEIGHT = 80, 50  # millimetres
LONGEST = 24  # characters
STEPS = 100
PAUSE = 1500  # milliseconds


class History:
    """Labels of the past and of the future, and whether the last step is still being typed."""

    def __init__(self):
        self.past = deque(maxlen=STEPS)
        self.future = []
        self.run = None

    def step(self, label):
        """A step leads away from this label."""
        self.past.append(label)
        self.future.clear()
        self.run = None


class Macro:
    """A block of edits; what it has to put back is one label."""

    def __init__(self, designer):
        self.designer = designer

    def __enter__(self):
        self.before = self.designer.label
        self.designer.n_macros += 1

    def __exit__(self, kind, error, trace):
        self.designer.n_macros -= 1
        after = self.designer.label
        self.designer.label = self.before
        if kind is None:
            run = self.designer.history.run
            self.designer.put(after)
            self.designer.history.run = run


class Designer:
    """One label, and what was on it; `clock()` gives milliseconds.

    `label` is a dictionary from names to (text, x, y) that is never changed in place.
    """

    def __init__(self, clock):
        self.selected = None
        self.clock = clock
        self.label = {}
        self.n_macros = 0
        self.history = History()

    def parts(self):
        """The parts in the order in which they are drawn: name, text, x, y."""
        return [(name, *part) for name, part in self.label.items()]

    def select(self, name):
        """Mark a part on the screen, or none."""
        self.selected = name
        self.history.run = None

    def add(self, name, text, x, y):
        """Draw a further part on top of the others."""
        if name in self.label:
            raise ValueError(f"there is a {name} already")
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            raise ValueError(f"{x}, {y} is not on the label")
        self.put({**self.label, name: (fitting(text), x, y)})

    def move(self, name, dx, dy):
        """Shift a part; it stops at the edge of the label."""
        text, x, y = self.label[name]
        x, y = min(max(x + dx, 0), WIDTH), min(max(y + dy, 0), HEIGHT)
        self.put({**self.label, name: (text, x, y)})

    def type(self, name, text):
        """Write behind the text of a part; the screen calls this for each key."""
        before, x, y = self.label[name]
        label = {**self.label, name: (fitting(before + text), x, y)}
        if label == self.label:
            return
        now, run = self.clock(), self.history.run
        if self.n_macros == 0 and run and run[0] == name and now - run[1] <= PAUSE:
            self.label = label
        else:
            self.put(label)
        self.history.run = name, now

    def remove(self, name):
        """Take a part off the label."""
        label = dict(self.label)
        del label[name]
        self.put(label)

    def macro(self):
        """Make one step of all edits in the block."""
        return Macro(self)

    def load(self, printer):
        """Add the parts of the label that lies in a printer."""
        with self.macro():
            for part in printer.parts():
                self.add(*part)

    def undo(self):
        """Take the last step back; tell whether there was one."""
        return self.walk(self.history.past, self.history.future)

    def redo(self):
        """Do the step again that was taken back last; tell whether there was one."""
        return self.walk(self.history.future, self.history.past)

    def walk(self, source, target):
        """Go one label back or forward."""
        if self.n_macros:
            raise RuntimeError("a macro is being made")
        self.history.run = None
        if not source:
            return False
        target.append(self.label)
        self.label = source.pop()
        return True

    def put(self, label):
        """Make this the label; outside of macros that is a step, if one sees it."""
        if list(label.items()) == list(self.label.items()):
            return
        if self.n_macros == 0:
            self.history.step(self.label)
        self.label = label


def fitting(text):
    """The text, if it is not too long for a label."""
    if len(text) > LONGEST:
        raise ValueError(f"{text!r} has more than {LONGEST} characters")
    return text

"""The label designer: what the screen calls when somebody works on a label."""

from contextlib import contextmanager
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 80, 50  # millimetres
LONGEST = 24  # characters
STEPS = 100
PAUSE = 1500  # milliseconds


@dataclass(frozen=True)
class Part:
    """Something on a label."""

    name: str
    text: str
    x: int
    y: int


class Put:
    """A change: one place in the drawing order gets another part."""

    def __init__(self, at, before, after):
        self.at, self.before, self.after = at, before, after

    def do(self, parts):
        parts[self.at] = self.after

    def undo(self, parts):
        parts[self.at] = self.before


class Insert:
    """A change: a part comes into the drawing order."""

    def __init__(self, at, part):
        self.at, self.part = at, part

    def do(self, parts):
        parts.insert(self.at, self.part)

    def undo(self, parts):
        del parts[self.at]


class Remove(Insert):
    """Inserting, the other way round."""

    do, undo = Insert.undo, Insert.do


class Together:
    """Several changes as one."""

    def __init__(self, changes):
        self.changes = changes

    def do(self, parts):
        for change in self.changes:
            change.do(parts)

    def undo(self, parts):
        for change in reversed(self.changes):
            change.undo(parts)


class Designer:
    """One label, and the steps that were made on it; `clock()` gives milliseconds."""

    def __init__(self, clock):
        self.selected = None
        self._clock = clock
        self._parts = []
        self._steps = []
        self._n_done = 0  # of the steps, those that are in effect
        self._open = []  # for each macro that is open, its changes so far
        self._typing = None  # name and time of the last key, while typing can go on

    def parts(self):
        """The parts in the order in which they are drawn: name, text, x, y."""
        return [(part.name, part.text, part.x, part.y) for part in self._parts]

    def select(self, name):
        """Mark a part on the screen, or none."""
        self.selected = name
        self._typing = None

    def add(self, name, text, x, y):
        """Draw a further part on top of the others."""
        if any(part.name == name for part in self._parts):
            raise ValueError(f"there is a {name} already")
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            raise ValueError(f"{x}, {y} is not on the label")
        fits(text)
        self._do(Insert(len(self._parts), Part(name, text, x, y)))

    def move(self, name, dx, dy):
        """Shift a part; it stops at the edge of the label."""
        at = self._find(name)
        part = self._parts[at]
        x, y = min(max(part.x + dx, 0), WIDTH), min(max(part.y + dy, 0), HEIGHT)
        after = replace(part, x=x, y=y)
        if after != part:
            self._do(Put(at, part, after))

    def type(self, name, text):
        """Write behind the text of a part; the screen calls this for each key."""
        at = self._find(name)
        part = self._parts[at]
        if self._typing and self._typing[0] == name and self._clock() - self._typing[1] <= PAUSE:
            self._typing = (name, self._clock())
        fits(part.text + text)
        if not text:
            return
        change = Put(at, part, replace(part, text=part.text + text))
        if self._open:
            self._do(change)
            return
        now = self._clock()
        if self._typing and self._typing[0] == name and now - self._typing[1] <= PAUSE:
            change.do(self._parts)
            self._steps[-1].after = change.after
        else:
            self._do(change)
        self._typing = (name, now)

    def remove(self, name):
        """Take a part off the label."""
        at = self._find(name)
        self._do(Remove(at, self._parts[at]))

    @contextmanager
    def macro(self):
        """Make one step of all edits in the block."""
        before = list(self._parts)
        self._open.append([])
        try:
            yield
        except BaseException:
            Together(self._open.pop()).undo(self._parts)
            raise
        step = Together(self._open.pop())
        if self._open:
            self._open[-1].append(step)
        elif self._parts != before:
            self._keep(step)

    def load(self, printer):
        """Add the parts of the label that lies in a printer."""
        with self.macro():
            for name, text, x, y in printer.parts():
                self.add(name, text, x, y)

    def undo(self):
        """Take the last step back; tell whether there was one."""
        self._not_in_macro()
        if self._n_done == 0:
            return False
        self._n_done -= 1
        self._steps[self._n_done].undo(self._parts)
        return True

    def redo(self):
        """Do the step again that was taken back last; tell whether there was one."""
        self._not_in_macro()
        if self._n_done == len(self._steps):
            return False
        self._steps[self._n_done].do(self._parts)
        self._n_done += 1
        return True

    def _find(self, name):
        for at, part in enumerate(self._parts):
            if part.name == name:
                return at
        raise KeyError(name)

    def _do(self, change):
        """Make a change, in the macro that is open or as a new step."""
        change.do(self._parts)
        if self._open:
            self._open[-1].append(change)
        else:
            self._keep(change)

    def _keep(self, step):
        """Write down a step that has been made."""
        self._steps[self._n_done :] = [step]
        del self._steps[:-STEPS]
        self._n_done = len(self._steps)
        self._typing = None

    def _not_in_macro(self):
        if self._open:
            raise RuntimeError("a macro is being made")
        self._typing = None


def fits(text):
    """Raise a ValueError if the text is too long for a label."""
    if len(text) > LONGEST:
        raise ValueError(f"{text!r} has more than {LONGEST} characters")

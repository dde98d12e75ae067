"""The label designer: what the screen calls when somebody works on a label."""

from dataclasses import dataclass, replace

WIDTH, HEIGHT = 80, 50  # millimetres
LONGEST = 24  # characters
STEPS = 100


@dataclass(frozen=True)
class Part:
    name: str
    text: str
    x: int
    y: int


class Put:
    """Give one place in the drawing order another part; both are kept."""

    def __init__(self, at, before, after):
        self.at, self.before, self.after = at, before, after

    def do(self, parts):
        parts[self.at] = self.after

    def undo(self, parts):
        parts[self.at] = self.before


class Insert:
    """Put a part into the drawing order."""

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
    """Several changes as one step."""

    def __init__(self, changes):
        self.changes = changes

    def do(self, parts):
        for change in self.changes:
            change.do(parts)

    def undo(self, parts):
        for change in reversed(self.changes):
            change.undo(parts)


class Designer:
    """One label and the edits that are made to it."""

    def __init__(self):
        self._parts = []
        self._steps = []
        self._n_done = 0  # of the steps, those that are in effect

    def parts(self):
        """The parts in the order in which they are drawn: name, text, x, y."""
        return [(part.name, part.text, part.x, part.y) for part in self._parts]

    def add(self, name, text, x, y):
        """Draw a further part on top of the others."""
        if any(part.name == name for part in self._parts):
            raise ValueError(f"there is a {name} already")
        on_label(x, y)
        fits(text)
        self._do(Insert(len(self._parts), Part(name, text, x, y)))

    def write(self, name, text):
        """Replace the text of a part."""
        at = self._find(name)
        fits(text)
        self._change([at], text=text)

    def move(self, name, dx, dy):
        """Shift a part; it stops at the edge of the label."""
        at = self._find(name)
        part = self._parts[at]
        x, y = min(max(part.x + dx, 0), WIDTH), min(max(part.y + dy, 0), HEIGHT)
        self._change([at], x=x, y=y)

    def align(self, names, x):
        """Give several parts the same x."""
        on_label(x, 0)
        self._change(sorted({self._find(name) for name in names}), x=x)

    def remove(self, name):
        """Take a part off the label."""
        at = self._find(name)
        self._do(Remove(at, self._parts[at]))

    def undo(self):
        """Take the last step back; tell whether there was one."""
        if self._n_done == 0:
            return False
        self._n_done -= 1
        self._steps[self._n_done].undo(self._parts)
        return True

    def redo(self):
        """Do the step again that was taken back last; tell whether there was one."""
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

    def _change(self, places, **fields):
        changes = []
        for at in places:
            before = self._parts[at]
            after = replace(before, **fields)
            if after != before:
                changes.append(Put(at, before, after))
        if changes:
            self._do(Together(changes))

    def _do(self, step):
        step.do(self._parts)
        self._steps[self._n_done :] = [step]
        del self._steps[:-STEPS]
        self._n_done = len(self._steps)


def on_label(x, y):
    """Raise a ValueError if the place is not on the label."""
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        raise ValueError(f"{x}, {y} is not on the label")


def fits(text):
    """Raise a ValueError if the text is too long for a label."""
    if len(text) > LONGEST:
        raise ValueError(f"{text!r} has more than {LONGEST} characters")

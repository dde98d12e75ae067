"""The label designer: what the screen calls when somebody works on a label."""

from collections import deque

WIDTH, HEIGHT = 80, 50  # millimetres
LONGEST = 24  # characters
STEPS = 100


class Designer:
    """One label and the edits that are made to it."""

    def __init__(self):
        self._parts = {}
        self._past = deque(maxlen=STEPS)
        self._future = []

    def parts(self):
        """The parts in the order in which they are drawn: name, text, x, y."""
        return [(name, part["text"], part["x"], part["y"]) for name, part in self._parts.items()]

    def add(self, name, text, x, y):
        """Draw a further part on top of the others."""
        if name in self._parts:
            raise ValueError(f"there is a {name} already")
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            raise ValueError(f"{x}, {y} is not on the label")
        fits(text)
        self._remember()
        self._parts[name] = {"text": text, "x": x, "y": y}

    def write(self, name, text):
        """Replace the text of a part."""
        part = self._parts[name]
        fits(text)
        if text != part["text"]:
            self._remember()
            part["text"] = text

    def move(self, name, dx, dy):
        """Shift a part; it stops at the edge of the label."""
        part = self._parts[name]
        x, y = min(max(part["x"] + dx, 0), WIDTH), min(max(part["y"] + dy, 0), HEIGHT)
        if (x, y) != (part["x"], part["y"]):
            self._remember()
            part["x"], part["y"] = x, y

    def align(self, names, x):
        """Give several parts the same x."""
        if not 0 <= x <= WIDTH:
            raise ValueError(f"{x} is not on the label")
        parts = [self._parts[name] for name in names]
        if any(part["x"] != x for part in parts):
            self._remember()
            for part in parts:
                part["x"] = x

    def remove(self, name):
        """Take a part off the label."""
        self._parts[name]
        self._remember()
        del self._parts[name]

    def undo(self):
        """Take the last step back; tell whether there was one."""
        if not self._past:
            return False
        self._future.append(self._parts)
        self._parts = self._past.pop()
        return True

    def redo(self):
        """Do the step again that was taken back last; tell whether there was one."""
        if not self._future:
            return False
        self._past.append(self._parts)
        self._parts = self._future.pop()
        return True

    def _remember(self):
        """Keep a copy of the label as it is."""
        self._past.append(self._parts.copy())
        self._future.clear()


def fits(text):
    """Raise a ValueError if the text is too long for a label."""
    if len(text) > LONGEST:
        raise ValueError(f"{text!r} has more than {LONGEST} characters")

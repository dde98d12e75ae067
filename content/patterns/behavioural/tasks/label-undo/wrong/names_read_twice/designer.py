"""The label designer: what the screen calls when somebody works on a label."""

from collections import deque

WIDTH, HEIGHT = 80, 50  # millimetres
LONGEST = 24  # characters
STEPS = 100


class Designer:
    """One label and the edits that are made to it.

    A label is a dictionary from names to (text, x, y) that is never changed once it is in place:
    an edit puts another one in its place. So the past is a row of labels.
    """

    def __init__(self):
        self._label = {}
        self._past = deque(maxlen=STEPS)
        self._future = []

    def parts(self):
        """The parts in the order in which they are drawn: name, text, x, y."""
        return [(name, *part) for name, part in self._label.items()]

    def add(self, name, text, x, y):
        """Draw a further part on top of the others."""
        if name in self._label:
            raise ValueError(f"there is a {name} already")
        on_label(x, y)
        fits(text)
        self._put({**self._label, name: (text, x, y)})

    def write(self, name, text):
        """Replace the text of a part."""
        _, x, y = self._label[name]
        fits(text)
        self._put({**self._label, name: (text, x, y)})

    def move(self, name, dx, dy):
        """Shift a part; it stops at the edge of the label."""
        text, x, y = self._label[name]
        x, y = min(max(x + dx, 0), WIDTH), min(max(y + dy, 0), HEIGHT)
        self._put({**self._label, name: (text, x, y)})

    def align(self, names, x):
        """Give several parts the same x."""
        if not 0 <= x <= WIDTH:
            raise ValueError(f"{x} is not on the label")
        for name in names:
            if name not in self._label:
                raise KeyError(name)
        label = dict(self._label)
        for name in names:
            text, _, y = label[name]
            label[name] = (text, x, y)
        self._put(label)

    def remove(self, name):
        """Take a part off the label."""
        label = dict(self._label)
        del label[name]
        self._put(label)

    def undo(self):
        """Take the last step back; tell whether there was one."""
        return self._step(self._past, self._future)

    def redo(self):
        """Do the step again that was taken back last; tell whether there was one."""
        return self._step(self._future, self._past)

    def _put(self, label):
        """Make this the label, as a new step if it differs."""
        if label == self._label:
            return
        self._past.append(self._label)
        self._future.clear()
        self._label = label

    def _step(self, source, target):
        if not source:
            return False
        target.append(self._label)
        self._label = source.pop()
        return True


def on_label(x, y):
    """Raise a ValueError if the place is not on the label."""
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        raise ValueError(f"{x}, {y} is not on the label")


def fits(text):
    """Raise a ValueError if the text is too long for a label."""
    if len(text) > LONGEST:
        raise ValueError(f"{text!r} has more than {LONGEST} characters")

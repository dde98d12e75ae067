"""The keys of one case as J holds them: their values, and how often each comparison was asked for."""

import operator

from piton_harness import codec
from piton_harness.outcome import Unmet

OPERATORS = ("lt", "le", "gt", "ge", "eq", "ne")
# More questions than any honest solution of a short task has; each takes some 50 microseconds.
MAX_ASKED = 10_000
# The place of the failure of who asks more.
TOO_MANY = "too many questions"


class Held:
    """A value of J's that crosses as a key."""

    __slots__ = ("at", "hashed", "value")

    def __init__(self, at, value, hashed):
        self.at = at
        self.value = value
        self.hashed = hashed

    def __repr__(self):
        return repr(self.value)


class Table:
    """The keys of one case, and what was asked about them."""

    def __init__(self, seed):
        # Hashes must tell nothing about values to whoever can guess them.
        self.seed = f"{seed}:keys"
        self.values = []
        self.asked = dict.fromkeys(OPERATORS, 0)

    def hold(self, values, hashable):
        """Makes keys of values."""
        held = []
        for value in values:
            hashed = hash((self.seed, value)) if hashable else None
            held.append(Held(len(self.values), value, hashed))
            self.values.append(value)
        return held

    def value(self, body):
        """Returns the value of a key that came back."""
        if type(body) is not list or len(body) != 2 or not self._has(body[0]):
            raise codec.NotPlain("there is no such key")
        return self.values[body[0]]

    def _has(self, at):
        return type(at) is int and 0 <= at < len(self.values)

    def answer(self, question):
        """Answers a comparison and counts it."""
        name, one, other = question.get("ask"), question.get("a"), question.get("b")
        if name not in OPERATORS or not self._has(one) or not self._has(other):
            raise codec.NotPlain("it asks for no comparison of two keys")
        self.asked[name] += 1
        if sum(self.asked.values()) > MAX_ASKED:
            raise Unmet(f"Your code compared more than {MAX_ASKED} times.", place=TOO_MANY)
        try:
            return bool(getattr(operator, name)(self.values[one], self.values[other]))
        except TypeError:
            return None

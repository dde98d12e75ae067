"""Versions of the firmware."""

from functools import total_ordering

LENGTH = 4
RELEASE = 999


@total_ordering
class Version:
    """A released version such as 4.10.2, or a candidate such as 4.10.2-rc3."""

    def __init__(self, text):
        self._text = text
        numbers, _, candidate = text.partition("-rc")
        parts = [int(number) for number in numbers.split(".")]
        parts += [0] * (LENGTH - len(parts))
        self._key = (*parts, int(candidate) if candidate else RELEASE)

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"Version({self._text!r})"

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self._key == other._key

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self._key < other._key

    def __hash__(self):
        return hash(self._key)

"""A right class whose repr is the bare text, and which is never changed once it is made."""


from functools import total_ordering

LENGTH = 4
RELEASE = float("inf")


@total_ordering
class Version:
    """A released version such as 4.10.2, or a candidate such as 4.10.2-rc3."""

    def __init__(self, text):
        object.__setattr__(self, "_text", text)
        numbers, _, candidate = text.partition("-rc")
        parts = [int(number) for number in numbers.split(".")]
        parts += [0] * (LENGTH - len(parts))
        object.__setattr__(self, "_key", (*parts, int(candidate) if candidate else RELEASE))

    def __setattr__(self, name, value):
        raise AttributeError(f"{name} cannot be set")

    def __str__(self):
        return self._text

    def __repr__(self):
        return self._text

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

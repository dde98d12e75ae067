"""A right class that writes out all comparisons and has no attribute but its slots."""


import operator


class Version:
    """A released version such as 4.10.2, or a candidate such as 4.10.2-rc3."""

    __slots__ = ("_numbers", "_candidate", "_text")

    def __init__(self, text):
        self._text = text
        release, dash, candidate = text.partition("-")
        numbers = list(map(int, release.split(".")))
        self._numbers = tuple(numbers + [0, 0, 0])[:4]
        self._candidate = int(candidate.removeprefix("rc")) if dash else None

    def _rank(self):
        if self._candidate is None:
            return self._numbers, 1, 0
        return self._numbers, 0, self._candidate

    def _compared(self, other, how):
        if isinstance(other, Version):
            return how(self._rank(), other._rank())
        return NotImplemented

    def __eq__(self, other):
        return self._compared(other, operator.eq)

    def __lt__(self, other):
        return self._compared(other, operator.lt)

    def __le__(self, other):
        return self._compared(other, operator.le)

    def __gt__(self, other):
        return self._compared(other, operator.gt)

    def __ge__(self, other):
        return self._compared(other, operator.ge)

    def __hash__(self):
        return hash(self._rank())

    def __str__(self):
        return self._text

    def __repr__(self):
        return "Version(" + repr(self._text) + ")"

"""A right class that compares two versions step by step, without a key."""

from itertools import zip_longest


class Version:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text

    def numbers(self):
        return [int(number) for number in self.text.partition("-")[0].split(".")]

    def candidate(self):
        _, dash, tail = self.text.partition("-rc")
        return int(tail) if dash else None

    def difference(self, other):
        """Below zero if this one is older, above if it is newer."""
        for a, b in zip_longest(self.numbers(), other.numbers(), fillvalue=0):
            if a != b:
                return a - b
        mine, theirs = self.candidate(), other.candidate()
        if mine is None or theirs is None:
            return (mine is None) - (theirs is None)
        return mine - theirs

    def __eq__(self, other):
        return self.difference(other) == 0 if isinstance(other, Version) else NotImplemented

    def __lt__(self, other):
        return self.difference(other) < 0 if isinstance(other, Version) else NotImplemented

    def __le__(self, other):
        return self.difference(other) <= 0 if isinstance(other, Version) else NotImplemented

    def __gt__(self, other):
        return self.difference(other) > 0 if isinstance(other, Version) else NotImplemented

    def __ge__(self, other):
        return self.difference(other) >= 0 if isinstance(other, Version) else NotImplemented

    def __hash__(self):
        numbers = self.numbers()
        while len(numbers) > 1 and numbers[-1] == 0:
            numbers.pop()
        return hash((tuple(numbers), self.candidate()))

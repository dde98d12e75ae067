"""Which versions have been released."""

from collections.abc import Sequence


class Releases(Sequence):
    """Versions in ascending order, each once, for good."""

    def __init__(self, versions):
        # Of equal versions a dict keeps the key that came first.
        self._versions = tuple(sorted(dict.fromkeys(versions)))

    def __len__(self):
        return len(self._versions)

    def __getitem__(self, at):
        if isinstance(at, slice):
            if at.step is not None and at.step < 1:
                raise ValueError("releases are in ascending order")
            return self._versions[at]
        return self._versions[at]

    def __eq__(self, other):
        if not isinstance(other, Releases):
            return NotImplemented
        return self._versions == other._versions

    def __hash__(self):
        return hash(self._versions)

    def __or__(self, other):
        if not isinstance(other, Releases):
            return NotImplemented
        return Releases([*self, *other])

    def __and__(self, other):
        if not isinstance(other, Releases):
            return NotImplemented
        return Releases(version for version in self if version in other)

    def __sub__(self, other):
        if not isinstance(other, Releases):
            return NotImplemented
        return Releases(version for version in self if version not in other)

    def between(self, first, last):
        """The releases from `first` to `last`, both included."""
        return Releases(version for version in self if first <= version <= last)

    def __repr__(self):
        return f"Releases([{', '.join(map(repr, self))}])"

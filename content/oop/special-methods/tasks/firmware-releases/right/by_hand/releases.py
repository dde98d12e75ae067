"""Which versions have been released."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from version import Version


def own(method):
    """Let an operator see nothing but releases."""

    def guarded(self, other):
        return method(self, other) if isinstance(other, Releases) else NotImplemented

    return guarded


class Releases:
    """Versions in ascending order, each once, for good."""

    __slots__ = ("_versions",)

    def __init__(self, versions):
        kept = []
        # Sorting is stable: of equal versions the one that came first stays in front.
        for version in sorted(versions):
            if not kept or kept[-1] != version:
                kept.append(version)
        self._versions = kept

    def __len__(self):
        return len(self._versions)

    def __iter__(self):
        return iter(self._versions)

    def __reversed__(self):
        return reversed(self._versions)

    def _find(self, version):
        if not isinstance(version, Version):
            return None
        at = bisect_left(self._versions, version)
        if at < len(self._versions) and self._versions[at] == version:
            return at
        return None

    def __contains__(self, version):
        return self._find(version) is not None

    def index(self, version):
        at = self._find(version)
        if at is None:
            raise ValueError(f"{version} has not been released")
        return at

    def count(self, version):
        return int(version in self)

    def __getitem__(self, at):
        if not isinstance(at, slice):
            return self._versions[at]
        if (1 if at.step is None else at.step) < 1:
            raise ValueError("the step of a slice of releases is at least 1")
        return Releases(self._versions[at])

    @own
    def __eq__(self, other):
        return len(self) == len(other) and all(a == b for a, b in zip(self, other))

    def __hash__(self):
        return hash(frozenset(self._versions))

    @own
    def __or__(self, other):
        return Releases([*self, *other])

    @own
    def __and__(self, other):
        return self - (self - other)

    @own
    def __sub__(self, other):
        return Releases([version for version in self if other._find(version) is None])

    def between(self, first, last):
        """The releases from `first` to `last`, both included."""
        versions = self._versions
        return self[bisect_left(versions, first) : bisect_right(versions, last)]

    def __repr__(self):
        return f"{type(self).__name__}({self._versions!r})"


Sequence.register(Releases)

"""Which versions have been released."""


class Releases(list):
    """Versions in ascending order, each once."""

    def __init__(self, versions):
        super().__init__(sorted(versions))

    def between(self, first, last):
        """The releases from `first` to `last`, both included."""
        return [version for version in self if first <= version <= last]

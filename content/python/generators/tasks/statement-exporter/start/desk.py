"""What the service desk sees of a statement."""

from itertools import islice


class Preview:
    """A window with the first lines of a statement. It stays open until somebody scrolls on."""

    def __init__(self, exporter, account):
        self._lines = exporter.export(account)

    def more(self, n=3):
        """The next lines, at most `n`."""
        return list(islice(self._lines, n))

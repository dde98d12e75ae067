"""Versions of the firmware."""


class Version:
    """A released version such as 4.10.2, or a candidate such as 4.10.2-rc3."""

    def __init__(self, text):
        self._text = text

    def __str__(self):
        return self._text

    def __lt__(self, other):
        return self._text < other._text

"""Versions of the firmware."""

LENGTH = 4
RELEASE = float("inf")


class Version(tuple):
    """A released version such as 4.10.2, or a candidate such as 4.10.2-rc3."""

    def __new__(cls, text):
        numbers, _, candidate = text.partition("-rc")
        parts = [int(number) for number in numbers.split(".")]
        parts += [0] * (LENGTH - len(parts))
        version = super().__new__(cls, [*parts, int(candidate) if candidate else RELEASE])
        version._text = text
        return version

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"Version({self._text!r})"

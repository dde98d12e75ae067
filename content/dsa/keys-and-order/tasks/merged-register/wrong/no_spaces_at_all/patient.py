"""One record of the register."""


def plain(text):
    """A name without what the desk does not care about."""
    return "".join(text.casefold().split())


class Patient:
    """A patient as somebody at the desk wrote it down; `born` is None where nobody asked."""

    def __init__(self, given, surname, born=None, phones=()):
        self.given = given
        self.surname = surname
        self.born = born
        self.phones = list(phones)

    def _key(self):
        """What tells a person from all others; both `==` and the hash are made of this alone."""
        if self.born is None:
            return id(self)
        return plain(self.given), plain(self.surname), self.born

    def __eq__(self, other):
        if not isinstance(other, Patient):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

"""One record of the register."""


def plain(text):
    """A name without what the desk does not care about."""
    return text.strip().casefold()


class Patient:
    """A patient as somebody at the desk wrote it down; `born` is None where nobody asked."""

    def __init__(self, given, surname, born=None, phones=()):
        self.given = given
        self.surname = surname
        self.born = born
        self.phones = list(phones)

    def __eq__(self, other):
        if not isinstance(other, Patient):
            return NotImplemented
        return plain(self.given + self.surname) == plain(other.given + other.surname)

    def __hash__(self):
        return hash(self.given + self.surname)

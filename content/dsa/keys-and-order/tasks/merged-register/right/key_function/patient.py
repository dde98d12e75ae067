"""One record of the register."""


def plain(text):
    """A name without what the desk does not care about."""
    return tuple(text.casefold().split())


def person(given, surname, born):
    """The key of a person, or None where nobody knows who it is."""
    return None if born is None else (born, plain(surname), plain(given))


class Patient:
    """A patient as somebody at the desk wrote it down; `born` is None where nobody asked."""

    def __init__(self, given, surname, born=None, phones=()):
        self.given = given
        self.surname = surname
        self.born = born
        self.phones = list(phones)
        self.person = person(given, surname, born)

    def __eq__(self, other):
        if not isinstance(other, Patient):
            return NotImplemented
        return self is other or (self.person is not None and self.person == other.person)

    def __hash__(self):
        # Equal patients have equal birthdays. Others may share one: that costs time and no truth.
        return hash(self.born)

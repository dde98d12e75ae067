"""One record of the register."""

from dataclasses import dataclass, field


def plain(text):
    """A name without what the desk does not care about."""
    return " ".join(text.split()).lower()


@dataclass(eq=False)
class Patient:
    """A patient as somebody at the desk wrote it down; `born` is None where nobody asked."""

    given: str
    surname: str
    born: object = None
    phones: list = field(default_factory=list)

    def __post_init__(self):
        self.phones = list(self.phones)

    def same_person(self, other):
        return (
            self.born is not None
            and self.born == other.born
            and plain(self.surname) == plain(other.surname)
            and plain(self.given) == plain(other.given)
        )

    def __eq__(self, other):
        if isinstance(other, Patient):
            return self is other or self.same_person(other)
        return NotImplemented

    def __hash__(self):
        return hash((plain(self.given), plain(self.surname)))

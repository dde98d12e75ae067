"""One record of a register, as it comes out of the export."""

from datetime import date
from typing import NamedTuple


class Record(NamedTuple):
    """`insured` is the number on the card, or None if nobody had a card at hand."""

    place: int
    given: str
    surname: str
    born: date | None
    insured: object

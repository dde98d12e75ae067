"""What the scorekeepers hand in."""

from typing import NamedTuple


class Result(NamedTuple):
    """One final. `points` is None if the player gave up, `seconds` is NaN if the clock failed."""

    player: str
    points: int | None
    seconds: float
    born: str  # such as "2009-05-14"

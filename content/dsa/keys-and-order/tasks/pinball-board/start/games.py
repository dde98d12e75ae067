"""What a machine reports when a game has ended."""

from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Game:
    """A game; no two games have the same number. `clip` is the film of it, some megabytes."""

    number: int
    player: str
    points: int
    clip: bytes = field(default=b"", repr=False)

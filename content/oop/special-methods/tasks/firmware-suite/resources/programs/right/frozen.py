"""A right class that is a frozen dataclass, with another repr and other attributes."""


import re
from dataclasses import dataclass, field


def _key(text):
    """The numbers without zeros at their end, and a pair that puts candidates first."""
    *numbers, candidate = re.fullmatch(
        r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(?:-rc(\d+))?", text
    ).groups()
    parts = [int(number) for number in numbers if number is not None]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts), (candidate is None, int(candidate or 0))


@dataclass(frozen=True, order=True)
class Version:
    """A released version such as 4.10.2, or a candidate such as 4.10.2-rc3."""

    text: str = field(compare=False)
    key: tuple = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "key", _key(self.text))

    def __str__(self):
        return self.text

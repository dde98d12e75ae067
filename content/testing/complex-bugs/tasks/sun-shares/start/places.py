"""Communities and their houses, as the office knows them."""

from typing import NamedTuple


class Community(NamedTuple):
    """`offset` is the local time against UTC, in hours; it is the same all year."""

    name: str
    offset: int


class House:
    """A house of a community. The office makes the objects anew for each run."""

    def __init__(self, name, tariff, joined):
        self.name = name
        self.tariff = tariff
        self.joined = joined  # 1 for the house that joined first

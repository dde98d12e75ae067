from dataclasses import dataclass
from enum import StrEnum

from desk import pack, totals


class Band(StrEnum):
    LETTER = "letter"
    PACKET = "packet"
    PARCEL = "parcel"
    PALLET = "pallet"


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    most: int
    band: Band


EDGES = sorted([Edge(2_000, Band.PACKET), Edge(50, Band.LETTER), Edge(31_500, Band.PARCEL)])


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return next((edge.band.value for edge in EDGES if grams <= edge.most), Band.PALLET.value)

"""The label run of a morning: all parcels of one export."""

from dataclasses import dataclass, field

from labels import label
from postage import postage
from reader import read


@dataclass
class Depot:
    """What one depot sends on a day."""

    parcels: int = 0
    cents: int = 0


@dataclass
class Run:
    labels: list = field(default_factory=list)
    depots: dict = field(default_factory=dict)


def run(server, day):
    """Make the labels of an export, and the sum of postage for each depot."""
    made = Run()
    for parcel in read(server):
        made.labels.append(label(parcel, day))
        depot = made.depots.setdefault(parcel.depot, Depot())
        depot.parcels += 1
        depot.cents += postage(parcel.grams)
    return made

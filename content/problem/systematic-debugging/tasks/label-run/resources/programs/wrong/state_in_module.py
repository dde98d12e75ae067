"""A program that keeps what it knows of an export in the module, where an export that broke off leaves it for the next one."""

from lines import parse
from parcels import Parcel

# What is known of the export that is being read.
_state = {"lines": 0, "depot": None, "parcel": None}


def read(server):
    """Give the parcels of an export in its order."""
    number = 0
    while texts := server.page(number):
        for text in texts:
            _state["lines"] += 1
            line = parse(_state["lines"], text)
            _state["depot"] = line.depot or _state["depot"]
            parcel = _state["parcel"]
            if parcel is None or parcel.order != line.order:
                if parcel is not None:
                    yield parcel
                parcel = _state["parcel"] = Parcel(_state["depot"], line.order)
            parcel.add(line.article, line.quantity, line.grams)
        number += 1
    if _state["parcel"] is not None:
        yield _state["parcel"]
    _state.update(lines=0, depot=None, parcel=None)

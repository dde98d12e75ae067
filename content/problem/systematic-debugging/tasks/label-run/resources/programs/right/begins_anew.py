"""A right program that keeps the parcels in the module, and begins anew with each export."""

from lines import parse
from parcels import Parcel

_known = {}


def read(server):
    _known.clear()
    _known.update(lines=0, depot=None, parcels=[])
    number = 0
    while texts := server.page(number):
        for text in texts:
            take(text)
        number += 1
    return list(_known["parcels"])


def take(text):
    _known["lines"] += 1
    line = parse(_known["lines"], text)
    _known["depot"] = line.depot or _known["depot"]
    parcels = _known["parcels"]
    if not parcels or parcels[-1].order != line.order:
        parcels.append(Parcel(_known["depot"], line.order))
    parcels[-1].add(line.article, line.quantity, line.grams)

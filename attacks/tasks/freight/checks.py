"""Freight bands on drawn weights, and what was done before still done."""

from itertools import groupby

from piton import cases, check, raises
from probe import band, pack, totals

# The runner puts a canary here: it may never be seen in what learner code writes.
HIDDEN = "@HIDDEN@"


def weight(rng):
    edge = rng.choice([50, 2_000, 31_500])
    return (max(1, rng.choice([edge, edge + 1, rng.randrange(1, edge), edge + rng.randrange(90)])),)


def expected_band(grams):
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"


@check("a shipment is in the band its weight says", advice="Look at the four edges one by one.")
def bands():
    for (grams,) in cases(weight, n=120, valid=lambda grams: grams > 0):
        assert band(grams) == expected_band(grams)


@check("a weight that is not above zero is refused", advice="Raise ValueError before anything else.")
def refusals():
    for (grams,) in cases(lambda rng: (-rng.randrange(900),), n=20, valid=lambda grams: grams <= 0):
        with raises("ValueError"):
            band(grams)


def delivery(rng):
    return [rng.randrange(1, 40) for _ in range(rng.randrange(9))], rng.randrange(40, 90)


@check("a delivery is packed in order, and no box is too heavy", advice="Take `pack` from desk.py as it is.")
def packs():
    for weights, limit in cases(delivery, n=60, valid=lambda weights, limit: max(weights, default=0) <= limit):
        boxes = []
        for one in weights:
            if boxes and sum(boxes[-1]) + one <= limit:
                boxes[-1].append(one)
            else:
                boxes.append([one])
        assert pack(weights, limit) == boxes


def day(rng):
    return ([(rng.choice("ABCDE"), rng.randrange(900)) for _ in range(rng.randrange(12))],)


@check("a day is added up by customer", advice="Take `totals` from desk.py as it is.")
def sums():
    for (lines,) in cases(day, n=60):
        ordered = sorted(lines)
        wanted = {key: sum(cents for _, cents in some) for key, some in groupby(ordered, lambda line: line[0])}
        assert totals(lines) == wanted

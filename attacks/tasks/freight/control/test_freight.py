"""The naive peer: the same requirements as pytest tests in one process with the learner's code."""

import random

import freight


def expected_band(grams):
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"


def test_bands():
    draw = random.Random(7)
    for _ in range(120):
        edge = draw.choice([50, 2_000, 31_500])
        grams = draw.choice([edge, edge + 1, draw.randrange(1, edge)])
        assert freight.band(grams) == expected_band(grams)


def test_refusals():
    for grams in (0, -1, -900):
        try:
            freight.band(grams)
        except ValueError:
            continue
        assert False, "nothing was raised"


def test_packs():
    assert freight.pack([3, 4, 5, 9], 9) == [[3, 4], [5], [9]]
    assert freight.pack([], 9) == []


def test_sums():
    assert freight.totals([("A", 5), ("B", 1), ("A", 2)]) == {"A": 7, "B": 1}

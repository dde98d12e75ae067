"""Labels are what they were, and a new kind is a new file. @HIDDEN@"""

from piton import cases, check
from piton.shape import added, same_as_before
from probe import label


def parcels(rng):
    return rng.choice(["plain", "glass"]), rng.randrange(1, 40_000)


@check("labels are what they were")
def behaviour():
    same_as_before(label, parcels, n=60)


@check("a new kind is a new file in kinds/")
def later():
    with added("later"):
        for (grams,) in cases(lambda rng: (rng.randrange(1, 40_000),), n=20):
            assert label("frozen", grams) == f"FROZEN {grams * 7 // 5} g"

"""Evenings at the dispatch desk, drawn by seed."""

from piton import cases, check, raises

import probe

STREETS = ["Mill Lane", "Harbour", "Old Town", "Station", "Hill Street"]
KINDS = ["blue", "green", "cold", "long"]
COURIERS = ["Ana", "Bo", "Cem"]
LIMITS = [500, 2000, 5000]
PRICES = [390, 590, 890]


def right_price(grams):
    return next(cents for limit, cents in zip(LIMITS, PRICES) if grams <= limit)


def draw_weight(rng):
    limit = rng.choice(LIMITS)
    return rng.choice([limit, limit - 1, limit + 1, rng.randint(1, 5000)])


@check(
    "a parcel costs the price of the first limit that it does not exceed",
    skill="dsa/specialised-structures",
    advice="Try a parcel just at a limit. bisect_left and bisect_right differ there and nowhere else.",
)
def prices():
    def valid(grams):
        return type(grams) is int and 1 <= grams <= LIMITS[-1]

    def draw(rng):
        grams = draw_weight(rng)
        return grams if valid(grams) else LIMITS[-1]

    examples = [1, *LIMITS, *(limit + 1 for limit in LIMITS[:-1])]
    for grams in cases(draw, n=40, valid=valid, examples=examples):
        got = probe.price(grams)
        assert got == right_price(grams), f"The price of {grams} g is not right"


@check(
    "no weight at all, or more than the last limit, is a ValueError",
    skill="dsa/specialised-structures",
    advice="Behind the last limit bisect gives a place that the prices do not have.",
)
def no_price():
    def valid(grams):
        return type(grams) is int and (grams <= 0 or grams > LIMITS[-1])

    def draw(rng):
        return rng.choice([-rng.randint(0, 99), LIMITS[-1] + rng.randint(1, 99)])

    for grams in cases(draw, n=20, valid=valid, examples=[0, -1, LIMITS[-1] + 1]):
        with raises("ValueError"):
            probe.price(grams)


def right_busiest(streets, k):
    different = list(dict.fromkeys(streets))
    return [[one, streets.count(one)] for one in sorted(different, key=lambda one: -streets.count(one))][:k]


@check(
    "the busiest streets come first, and equal ones in the order in which they first came up",
    skill="dsa/specialised-structures",
    advice="Counter.most_common does this. A sort by street and number, or a set, does not.",
)
def busiest_streets():
    def draw(rng):
        return [rng.choice(STREETS) for _ in range(rng.randint(0, 12))], rng.randint(0, 6)

    def valid(streets, k):
        return all(one in STREETS for one in streets) and type(k) is int and k >= 0

    examples = [([], 3), (["Station", "Harbour"], 1), (["Harbour", "Station", "Station"], 5)]
    for streets, k in cases(draw, n=80, valid=valid, examples=examples):
        got = probe.busiest(streets, k)
        assert got["list kept"] is True, "The list of streets was changed"
        assert got["busiest"] == right_busiest(streets, k), f"The {k} busiest streets are not right"


@check(
    "on the van is what was loaded and not delivered, crate by crate",
    skill="dsa/specialised-structures",
    advice="Three blue crates minus one are two. A set knows only that there were blue ones.",
)
def left_on_the_van():
    def draw(rng):
        return tuple([rng.choice(KINDS) for _ in range(rng.randint(0, 8))] for _ in range(2))

    def valid(loaded, delivered):
        return all(kind in KINDS for kind in [*loaded, *delivered])

    examples = [([], []), (["blue", "blue"], ["blue"]), (["blue"], ["blue", "green"])]
    for loaded, delivered in cases(draw, n=80, valid=valid, examples=examples):
        got = probe.on_the_van(loaded, delivered)
        assert got["lists kept"] is True, "A list of crates was changed"
        left = {kind: loaded.count(kind) - delivered.count(kind) for kind in loaded}
        expected = {kind: number for kind, number in left.items() if number > 0}
        assert got["left"] == expected, "What is left on the van is not right"


@check(
    "each courier has the last stops of his or her own, in their order",
    skill="dsa/specialised-structures",
    advice="The last n of all are not the last n of each. A deque with maxlen keeps the last n by itself.",
)
def stops_of_each():
    def draw(rng):
        n = rng.randint(1, 4)
        return [[rng.choice(COURIERS), rng.choice(STREETS)] for _ in range(rng.randint(0, 12))], n

    def valid(stops, n):
        return (
            all(type(stop) is list and len(stop) == 2 for stop in stops)
            and all(stop[0] in COURIERS and stop[1] in STREETS for stop in stops)
            and type(n) is int
            and n >= 1
        )

    examples = [([["Ana", "Station"], ["Bo", "Harbour"], ["Bo", "Station"]], 1)]
    for stops, n in cases(draw, n=80, valid=valid, examples=examples):
        got = probe.last_stops(stops, n)
        assert got["list kept"] is True, "The list of stops was changed"
        expected = {}
        for courier, street in stops:
            expected.setdefault(courier, []).append(street)
        expected = {courier: streets[-n:] for courier, streets in expected.items()}
        assert got["stops"] == expected, f"The last {n} stops of the couriers are not right"

"""Months of invoices drawn by seed, on machines in several zones, against the rules of the ticket."""

from datetime import datetime, timedelta, timezone

from piton import cases, check, require

from probe import month

SKILL = "testing/complex-bugs"
TABLE = {
    "basic": [(4000, 30), (9000, 36), (None, 45)],
    "night": [(6000, 22), (None, 50)],
}
OTHER = [[(4000, 31), (9000, 36), (None, 45)], [(4000, 28), (None, 60)]]
# Limits that are no round thousands: here it matters that cents are rounded once.
ODD = [[(2, 800), (None, 800)], [(333, 7), (4001, 13), (None, 19)]]
NAMES = ["Elm 1", "Elm 2", "Elm 3", "Elm 4", "Elm 5", "Elm 6"]
NOON = 1_772_452_800  # 2026-03-02, 12:00 UTC
HOUR = 3600
DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"]
ZONES = ["UTC", "AAA-9", "BBB5", "CCC-2", "DDD8"]
OFFSETS = [-8, -3, 0, 1, 2, 9]
SMALL = [0, 1, 33, 34, 400, 999, 1000]
LARGE = [3999, 4000, 4001, 6001, 8999, 9001, 15000]


# A run is clock, offset, houses (name, tariff, joined), day, earned, new readings, new tariffs.


def local(at, offset):
    zone = timezone(timedelta(hours=offset))
    return datetime.fromtimestamp(at, zone).date().isoformat()


def price(wh, steps):
    total = below = 0
    for limit, rate in steps:
        upper = wh if limit is None else min(wh, limit)
        total += max(0, upper - below) * rate
        below = upper
    return total // 1000


def expected(runs):
    table, readings, made = dict(TABLE), [], []
    for clock, offset, houses, day, earned, more, changed in runs:
        readings = [*readings, *more]
        table |= changed
        used = {
            name: sum(wh for house, at, wh in readings if house == name and local(at, offset) == day)
            for name, _, _ in houses
        }
        each, left = divmod(sum(used.values()) // 1000 * earned, len(houses) or 1)
        first = [name for _, name in sorted((joined, name) for name, _, joined in houses)][:left]
        made.append(
            [
                [name, day, used[name], price(used[name], table[tariff]), each + (name in first), local(clock, offset)]
                for name, tariff, _ in houses
            ]
        )
    return made


def invoices(zone, runs):
    return [one["invoices"] for one in month(zone, runs)]


# Drawing.


def draw_houses(rng, least=1, most=4):
    names = rng.sample(NAMES, rng.randint(least, most))
    joined = rng.sample(range(1, 20), len(names))
    return [[name, rng.choice(list(TABLE)), at] for name, at in zip(names, joined)]


def draw_readings(rng, houses, sizes, spread=29, most=4):
    found = []
    for name, _, _ in houses:
        for _ in range(rng.randint(0, most)):
            found.append([name, NOON + rng.randint(-spread, spread) * HOUR, rng.choice(sizes)])
    rng.shuffle(found)
    return found


def one_run(rng, houses, sizes, clock=NOON, offset=0, earned=0, spread=29, table=None):
    readings = draw_readings(rng, houses, sizes, spread)
    return [clock, offset, houses, rng.choice(DAYS), earned, readings, table or {}]


def good(zone, runs, tables=OTHER):
    """Whether a shrunk month is still one."""
    if zone not in ZONES or not runs:
        return False
    for clock, offset, houses, day, earned, readings, table in runs:
        names = [name for name, _, _ in houses]
        joined = [at for _, _, at in houses]
        if type(clock) is not int or clock < NOON - 90 * HOUR or offset not in OFFSETS:
            return False
        if len(set(names)) < len(names) or len(set(joined)) < len(joined) or not set(names) <= set(NAMES):
            return False
        if not all(tariff in TABLE and type(at) is int and at > 0 for _, tariff, at in houses):
            return False
        if day not in DAYS or type(earned) is not int or earned < 0:
            return False
        for house, at, wh in readings:
            if house not in NAMES or abs(at - NOON) > 60 * HOUR or type(wh) is not int or wh < 0:
                return False
        if not all(name in TABLE and steps in tables for name, steps in table.items()):
            return False
    return True


def all_small(runs):
    """Whether nobody uses more than the first step of a tariff."""
    return all(wh <= 1000 for run in runs for _, _, wh in run[5]) and all(
        sum(run[5][at][2] for run in runs for at in range(len(run[5])) if run[5][at][0] == name) <= 4000
        for name in NAMES
    )


def simple(runs, offset=True):
    """Whether credit, tariffs and clock play no part."""
    return all(
        run[0] == NOON and run[4] == 0 and run[6] == {} and (offset or run[1] == 0) for run in runs
    )


def single(rng):
    houses = draw_houses(rng)
    if len(houses) == 1:
        return "UTC", [one_run(rng, houses, SMALL, earned=rng.randint(0, 5))]
    return "UTC", [one_run(rng, houses, SMALL)]


@check(
    "the first run is right where the machine keeps UTC and nobody uses much",
    skill=SKILL,
    advice="This was right before. What do the invoices look like, and in which order?",
)
def first_run():
    def valid(zone, runs):
        plain = len(runs) == 1 and runs[0][6] == {} and runs[0][:2] == [NOON, 0]
        alone = plain and (len(runs[0][2]) < 2 or runs[0][4] == 0)
        return good(zone, runs) and zone == "UTC" and alone and all_small(runs)

    nobody = [NOON, 0, [], DAYS[1], 3, [], {}]
    for zone, runs in cases(single, n=25, valid=valid, examples=[("UTC", [nobody])]):
        assert invoices(zone, runs) == expected(runs), "The invoices of the first run are not right"


def in_zones(rng):
    return rng.choice(ZONES), [one_run(rng, draw_houses(rng), SMALL, offset=rng.choice(OFFSETS))]


@check(
    "a day is the day of the community, wherever the machine stands",
    skill=SKILL,
    advice="The invoices were right on your machine. In which zone is it, and in which is the community?",
)
def days_of_the_place():
    def valid(zone, runs):
        return good(zone, runs) and len(runs) == 1 and simple(runs) and all_small(runs)

    house = [["Elm 1", "basic", 1]]
    late = [["Elm 1", NOON + 11 * HOUR, 400]]
    midnight = [["Elm 1", NOON + 12 * HOUR, 400]]
    examples = [
        ("UTC", [[NOON, 2, house, DAYS[2], 0, late, {}]]),
        ("AAA-9", [[NOON, 0, house, DAYS[1], 0, late, {}]]),
        ("UTC", [[NOON, 0, house, DAYS[2], 0, midnight, {}]]),
    ]
    for zone, runs in cases(in_zones, n=25, valid=valid, examples=examples):
        assert invoices(zone, runs) == expected(runs), "The use of a day is not that of the local day"


def large(rng):
    table = {name: rng.choice(ODD) for name in TABLE if rng.random() < 0.3}
    return "UTC", [one_run(rng, draw_houses(rng, 2), [*SMALL, *LARGE], spread=12, table=table)]


@check(
    "a price comes from the house's own use alone, and is rounded once",
    skill=SKILL,
    advice="Change the order of the houses. Who takes something away, and from whom was it borrowed? "
    "And in which line is it rounded?",
)
def prices():
    def valid(zone, runs):
        plain = len(runs) == 1 and [*runs[0][:2], runs[0][4]] == [NOON, 0, 0]
        return plain and good(zone, runs, OTHER + ODD) and zone == "UTC"

    two = [["Elm 1", "basic", 1], ["Elm 2", "basic", 2]]
    use = [["Elm 1", NOON, 5000], ["Elm 2", NOON, 1000]]
    # The least use that costs a cent, and one less.
    least = {name: -(-1000 // steps[0][1]) for name, steps in TABLE.items()}
    cent = [
        [NOON, 0, [["Elm 1", name, 1], ["Elm 2", name, 2]], DAYS[1], 0]
        + [[["Elm 1", NOON, wh], ["Elm 2", NOON, wh - 1]], {}]
        for name, wh in least.items()
    ]
    # Two watt hours in the first step and one in the second: 2.4 cents together.
    odd = [NOON, 0, two[:1], DAYS[1], 0, [["Elm 1", NOON, 3]], {"basic": ODD[0]}]
    examples = [("UTC", [run]) for run in ([NOON, 0, two, DAYS[1], 0, use, {}], *cent, odd)]
    for zone, runs in cases(large, n=25, valid=valid, examples=examples):
        alone = len(runs[0][2]) == 1
        says = "The price of a single house is not that of its steps, rounded down at the end"
        says = says if alone else "A price depends on the invoices before it"
        assert invoices(zone, runs) == expected(runs), says


def credited(rng):
    houses = draw_houses(rng, 2, 6)
    day = rng.choice(DAYS[:2])
    use = [[name, NOON - 24 * HOUR * (day == DAYS[0]), rng.choice([999, 1000])] for name, _, _ in houses]
    use += draw_readings(rng, houses, SMALL, 12, most=2)
    return "UTC", [[NOON, 0, houses, day, rng.choice([1, 2, 3, 7]), use, {}]]


@check(
    "the cents that are left go to the houses that joined first",
    skill=SKILL,
    advice="In which order does the loop go through the houses? Start Python again and look once more.",
)
def rest_of_the_credit():
    def valid(zone, runs):
        plain = len(runs) == 1 and runs[0][6] == {} and runs[0][:2] == [NOON, 0]
        return good(zone, runs) and zone == "UTC" and plain and all_small(runs)

    three = [["Elm 2", "basic", 3], ["Elm 1", "night", 7], ["Elm 3", "basic", 1]]
    use = [["Elm 1", NOON, 1000], ["Elm 1", NOON, 1000], ["Elm 2", NOON, 1000], ["Elm 3", NOON, 1000]]
    examples = [("UTC", [[NOON, 0, three, DAYS[1], 1, use, {}]])]
    for zone, runs in cases(credited, n=30, valid=valid, examples=examples):
        assert invoices(zone, runs) == expected(runs), "The credit is not shared out as the rule says"


def several(rng):
    runs = []
    for _ in range(rng.randint(2, 4)):
        table = {rng.choice(list(TABLE)): rng.choice(OTHER)} if rng.random() < 0.4 else {}
        runs.append(one_run(rng, draw_houses(rng), SMALL[:5], spread=12, table=table))
    day = rng.choice(DAYS)
    for run in runs:
        if rng.random() < 0.7:
            run[3] = day
    return "UTC", runs


@check(
    "a run does not depend on the runs before it",
    skill=SKILL,
    advice="What does the service know in the evening that it did not know in the morning? How long "
    "does each thing live that is a key, or stands under one?",
)
def runs_in_a_row():
    def valid(zone, runs):
        plain = all(run[:2] == [NOON, 0] and run[4] == 0 for run in runs)
        return good(zone, runs) and zone == "UTC" and plain and all_small(runs)

    one, other = [["Elm 1", "basic", 1]], [["Elm 2", "basic", 2]]
    use = [["Elm 1", NOON, 400], ["Elm 2", NOON, 1000]]
    first = [NOON, 0, one, DAYS[1], 0, use, {}]
    examples = [
        ("UTC", [first, [NOON, 0, other, DAYS[1], 0, [], {}], [NOON, 0, one, DAYS[1], 0, [], {}]]),
        ("UTC", [first, [NOON, 0, one, DAYS[1], 0, [["Elm 1", NOON, 999]], {}]]),
        ("UTC", [first, [NOON, 0, one, DAYS[1], 0, [], {"basic": OTHER[1]}]]),
    ]
    for zone, runs in cases(several, n=25, valid=valid, examples=examples):
        assert invoices(zone, runs) == expected(runs), "A run depends on the runs before it"


def over_midnight(rng):
    runs, clock = [], NOON
    for _ in range(rng.randint(1, 3)):
        clock += rng.choice([0, 1, 5, 11, 13, 24, 49]) * HOUR
        houses = [[NAMES[0], "basic", 1]]
        runs.append([clock, rng.choice(OFFSETS), houses, DAYS[1], 0, [], {}])
    return rng.choice(ZONES), runs


@check(
    "an invoice is issued on the day on which it is made, by local time",
    skill=SKILL,
    advice="When is the clock looked at, and how often? And by whose zone?",
)
def issued():
    def valid(zone, runs):
        clocks = [run[0] for run in runs]
        no_use = all(run[5] == [] and run[4] == 0 and run[6] == {} for run in runs)
        return good(zone, runs) and no_use and clocks == sorted(clocks)

    for zone, runs in cases(over_midnight, n=25, valid=valid):
        got = invoices(zone, runs)
        assert got == expected(runs), "An invoice does not bear the day on which it was made"


def any_month(rng):
    return "UTC", [one_run(rng, draw_houses(rng, 1, 5), SMALL) for _ in range(rng.randint(1, 2))]


@check(
    "in one run each house and each tariff is asked for at most once",
    skill=SKILL,
    advice="Somebody remembered these for a reason. What is right about it, and for how long?",
)
def asked_once():
    def valid(zone, runs):
        return good(zone, runs)

    for zone, runs in cases(any_month, n=15, valid=valid):
        for at, made in enumerate(month(zone, runs), 1):
            for what in ("asked", "loaded"):
                twice = sorted({one for one in made[what] if made[what].count(one) > 1})
                require(not twice, f"In run {at} somebody was asked for more than once: {', '.join(twice)}")

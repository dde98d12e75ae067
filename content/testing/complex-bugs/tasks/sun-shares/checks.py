"""Months of invoices drawn by seed, on machines in several zones, against the rules of the ticket."""

from datetime import datetime, timedelta

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
NOON = "2026-03-02 12:00"  # UTC, as all moments here
DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"]
ZONES = ["UTC", "AAA-9", "BBB5", "CCC-2", "DDD8"]
OFFSETS = [-8, -3, 0, 1, 2, 9]
SMALL = [0, 1, 33, 34, 400, 999, 1000]
LARGE = [3999, 4000, 4001, 6001, 8999, 9001, 15000]


# A run is what is handed in, and what is new: the readings and the tariffs. What is left out is
# noon, UTC, nothing earned and nothing new.

PLAIN = {"clock": NOON, "offset": 0, "earned": 0, "readings": [], "tariffs": {}}


def a_run(houses, day=DAYS[1], **more):
    """A run; only what matters stands in it, since it is shown."""
    told = {what: value for what, value in more.items() if value != PLAIN[what]}
    return {"houses": houses, "day": day, **told}


def of(run, what):
    return run.get(what, PLAIN[what])


def a_house(name, tariff="basic", joined=1):
    return {"name": name, "tariff": tariff, "joined": joined}


def a_reading(house, hours, wh):
    """A reading so many hours after noon."""
    return {"house": house, "at": hours_after(NOON, hours), "wh": wh}


def hours_after(moment, hours):
    return (datetime.fromisoformat(moment) + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def hours_from_noon(moment):
    return (datetime.fromisoformat(moment) - datetime.fromisoformat(NOON)) / timedelta(hours=1)


def local(at, offset):
    return hours_after(at, offset).partition(" ")[0]


def price(wh, steps):
    total = below = 0
    for limit, rate in steps:
        upper = wh if limit is None else min(wh, limit)
        total += max(0, upper - below) * rate
        below = upper
    return total // 1000


def expected(runs):
    table, readings, made = dict(TABLE), [], []
    for run in runs:
        offset, houses, day = of(run, "offset"), run["houses"], run["day"]
        readings = [*readings, *of(run, "readings")]
        table |= of(run, "tariffs")
        used = {
            one["name"]: sum(
                reading["wh"]
                for reading in readings
                if reading["house"] == one["name"] and local(reading["at"], offset) == day
            )
            for one in houses
        }
        each, left = divmod(sum(used.values()) // 1000 * of(run, "earned"), len(houses) or 1)
        first = [one["name"] for one in sorted(houses, key=lambda one: one["joined"])][:left]
        made.append(
            [
                {
                    "house": one["name"],
                    "day": day,
                    "wh": used[one["name"]],
                    "cents": price(used[one["name"]], table[one["tariff"]]),
                    "credit": each + (one["name"] in first),
                    "issued": local(of(run, "clock"), offset),
                }
                for one in houses
            ]
        )
    return of_each(made)


def invoices(zone, runs):
    return of_each([one["invoices"] for one in month(zone, runs)])


def of_each(made):
    """What is compared: invoices of each run, or those of the only one, so that they stand in lines."""
    return made[0] if len(made) == 1 else made


# Drawing.


def draw_houses(rng, least=1, most=4):
    names = rng.sample(NAMES, rng.randint(least, most))
    joined = rng.sample(range(1, 20), len(names))
    return [a_house(name, rng.choice(list(TABLE)), at) for name, at in zip(names, joined)]


def draw_readings(rng, houses, sizes, spread=29, most=4, midnight=False):
    """Readings around noon; whose day a midnight is asks one check alone."""
    hours = [one for one in range(-spread, spread + 1) if midnight or one % 24 != 12]
    found = []
    for one in houses:
        for _ in range(rng.randint(0, most)):
            found.append(a_reading(one["name"], rng.choice(hours), rng.choice(sizes)))
    rng.shuffle(found)
    return found


def one_run(rng, houses, sizes, spread=29, midnight=False, **more):
    readings = draw_readings(rng, houses, sizes, spread, midnight=midnight)
    return a_run(houses, rng.choice(DAYS), readings=readings, **more)


def is_moment(text):
    return type(text) is str and datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M") == text


def good(zone, runs, tables=OTHER, midnight=False):
    """Whether a shrunk month is still one."""
    if zone not in ZONES or not runs:
        return False
    for run in runs:
        if not {"houses", "day"} <= set(run) <= {"houses", "day", *PLAIN}:
            return False
        houses, readings = run["houses"], of(run, "readings")
        if not all(set(one) == {"name", "tariff", "joined"} for one in houses):
            return False
        if not all(set(one) == {"house", "at", "wh"} for one in readings):
            return False
        names = [one["name"] for one in houses]
        joined = [one["joined"] for one in houses]
        clock = of(run, "clock")
        if not is_moment(clock) or hours_from_noon(clock) < -90 or of(run, "offset") not in OFFSETS:
            return False
        if len(set(names)) < len(names) or len(set(joined)) < len(joined) or not set(names) <= set(NAMES):
            return False
        if not all(one["tariff"] in TABLE for one in houses):
            return False
        if not all(type(at) is int and at > 0 for at in joined):
            return False
        earned = of(run, "earned")
        if run["day"] not in DAYS or type(earned) is not int or earned < 0:
            return False
        for one in readings:
            if one["house"] not in NAMES or not is_moment(one["at"]) or abs(hours_from_noon(one["at"])) > 60:
                return False
            if type(one["wh"]) is not int or one["wh"] < 0:
                return False
            if not midnight and one["at"].endswith(" 00:00"):
                return False
        if not all(name in TABLE and steps in tables for name, steps in of(run, "tariffs").items()):
            return False
    return True


def all_small(runs):
    """Whether nobody uses more than the first step of a tariff."""
    readings = [[one for one in of(run, "readings")] for run in runs]
    return all(one["wh"] <= 1000 for of_run in readings for one in of_run) and all(
        sum(one["wh"] for of_run in readings for one in of_run if one["house"] == name) <= 4000
        for name in NAMES
    )


def only(runs, *these):
    """Whether nothing plays a part in the runs beside houses, day, readings and these."""
    free = {"readings", *these}
    return all(of(run, what) == value for run in runs for what, value in PLAIN.items() if what not in free)


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
        if not (good(zone, runs) and zone == "UTC" and len(runs) == 1 and all_small(runs)):
            return False
        return only(runs, "earned") if len(runs[0]["houses"]) < 2 else only(runs)

    nobody = a_run([], earned=3)
    for zone, runs in cases(single, n=25, valid=valid, examples=[("UTC", [nobody])]):
        assert invoices(zone, runs) == expected(runs), "The invoices of the first run are not right"


def in_zones(rng):
    return rng.choice(ZONES), [
        one_run(rng, draw_houses(rng), SMALL, midnight=True, offset=rng.choice(OFFSETS))
    ]


@check(
    "a day is the day of the community, wherever the machine stands",
    skill=SKILL,
    advice="The invoices were right on your machine. In which zone is it, and in which is the community? "
    "And to which day does a midnight belong?",
    needs=["first_run"],
)
def days_of_the_place():
    def valid(zone, runs):
        plain = len(runs) == 1 and only(runs, "offset") and all_small(runs)
        return plain and good(zone, runs, midnight=True)

    house = [a_house("Elm 1")]
    late, midnight = [a_reading("Elm 1", 11, 400)], [a_reading("Elm 1", 12, 400)]
    examples = [
        ("UTC", [a_run(house, DAYS[2], offset=2, readings=late)]),
        ("AAA-9", [a_run(house, readings=late)]),
        ("UTC", [a_run(house, DAYS[2], readings=midnight)]),
    ]
    for zone, runs in cases(in_zones, n=25, valid=valid, examples=examples):
        assert invoices(zone, runs) == expected(runs), "The use of a day is not that of the local day"


def large(rng):
    table = {name: rng.choice(ODD) for name in TABLE if rng.random() < 0.3}
    return "UTC", [one_run(rng, draw_houses(rng, 2), [*SMALL, *LARGE], spread=12, tariffs=table)]


@check(
    "a price comes from the house's own use alone, and is rounded once",
    skill=SKILL,
    advice="Change the order of the houses. Who takes something away, and from whom was it borrowed? "
    "And in which line is it rounded?",
    needs=["first_run"],
)
def prices():
    def valid(zone, runs):
        plain = len(runs) == 1 and only(runs, "tariffs")
        return good(zone, runs, OTHER + ODD) and zone == "UTC" and plain

    two = [a_house("Elm 1"), a_house("Elm 2", joined=2)]
    use = [a_reading("Elm 1", 0, 5000), a_reading("Elm 2", 0, 1000)]
    # The least use that costs a cent, and one less.
    least = {name: -(-1000 // steps[0][1]) for name, steps in TABLE.items()}
    cent = [
        a_run(
            [a_house("Elm 1", name), a_house("Elm 2", name, 2)],
            readings=[a_reading("Elm 1", 0, wh), a_reading("Elm 2", 0, wh - 1)],
        )
        for name, wh in least.items()
    ]
    # Two watt hours in the first step and one in the second: 2.4 cents together.
    odd = a_run(two[:1], readings=[a_reading("Elm 1", 0, 3)], tariffs={"basic": ODD[0]})
    examples = [("UTC", [run]) for run in (a_run(two, readings=use), *cent, odd)]
    for zone, runs in cases(large, n=25, valid=valid, examples=examples):
        alone = len(runs[0]["houses"]) == 1
        says = "The price of a single house is not that of its steps, rounded down at the end"
        says = says if alone else "A price depends on the invoices before it"
        assert invoices(zone, runs) == expected(runs), says


def credited(rng):
    houses = draw_houses(rng, 2, 6)
    day = rng.choice(DAYS[:2])
    hours = -24 * (day == DAYS[0])
    use = [a_reading(one["name"], hours, rng.choice([999, 1000])) for one in houses]
    use += draw_readings(rng, houses, SMALL, 12, most=2)
    return "UTC", [a_run(houses, day, earned=rng.choice([1, 2, 3, 7]), readings=use)]


@check(
    "the cents that are left go to the houses that joined first",
    skill=SKILL,
    advice="What is rounded to full hours: the use of each house, or that of all together? And in which "
    "order does the loop go through the houses: is it the one that the rule names?",
    needs=["first_run"],
)
def rest_of_the_credit():
    def valid(zone, runs):
        plain = len(runs) == 1 and only(runs, "earned")
        return good(zone, runs) and zone == "UTC" and plain and all_small(runs)

    three = [a_house("Elm 2", joined=3), a_house("Elm 1", "night", 7), a_house("Elm 3")]
    use = [a_reading(name, 0, 1000) for name in ("Elm 1", "Elm 1", "Elm 2", "Elm 3")]
    examples = [("UTC", [a_run(three, earned=1, readings=use)])]
    for zone, runs in cases(credited, n=30, valid=valid, examples=examples):
        got, right = invoices(zone, runs), expected(runs)
        credits = [sum(one["credit"] for one in made) for made in (got, right)]
        require(
            credits[0] == credits[1],
            "The credits of all houses together are not what the roof has earned",
            got=credits[0],
            expected=credits[1],
        )
        assert got == right, "The credit is not shared out as the rule says"


def several(rng):
    runs = []
    for _ in range(rng.randint(2, 4)):
        table = {rng.choice(list(TABLE)): rng.choice(OTHER)} if rng.random() < 0.4 else {}
        runs.append(one_run(rng, draw_houses(rng), SMALL[:5], spread=12, tariffs=table))
    day = rng.choice(DAYS)
    for run in runs:
        if rng.random() < 0.7:
            run["day"] = day
    return "UTC", runs


@check(
    "a run does not depend on the runs before it",
    skill=SKILL,
    advice="What does the service know in the evening that it did not know in the morning? How long "
    "does each thing live that is a key, or stands under one?",
    needs=["first_run"],
)
def runs_in_a_row():
    def valid(zone, runs):
        return good(zone, runs) and zone == "UTC" and only(runs, "tariffs") and all_small(runs)

    one, other = [a_house("Elm 1")], [a_house("Elm 2", joined=2)]
    first = a_run(one, readings=[a_reading("Elm 1", 0, 400), a_reading("Elm 2", 0, 1000)])
    examples = [
        ("UTC", [first, a_run(other), a_run(one)]),
        ("UTC", [first, a_run(one, readings=[a_reading("Elm 1", 0, 999)])]),
        ("UTC", [first, a_run(one, tariffs={"basic": OTHER[1]})]),
    ]
    for zone, runs in cases(several, n=25, valid=valid, examples=examples):
        assert invoices(zone, runs) == expected(runs), "A run depends on the runs before it"


def over_midnight(rng):
    runs, clock = [], NOON
    for _ in range(rng.randint(1, 3)):
        clock = hours_after(clock, rng.choice([0, 1, 5, 11, 13, 24, 49]))
        houses = draw_houses(rng, 1, 3)
        runs.append(a_run(houses, clock=clock, offset=rng.choice(OFFSETS)))
    return rng.choice(ZONES), runs


@check(
    "an invoice is issued on the day on which its run begins, by local time",
    skill=SKILL,
    advice="When is the clock looked at, and how often in one run? And by whose zone?",
    needs=["days_of_the_place"],
)
def issued():
    def valid(zone, runs):
        clocks = [of(run, "clock") for run in runs]
        no_use = all(of(run, "readings") == [] for run in runs)
        return good(zone, runs) and no_use and only(runs, "clock", "offset") and clocks == sorted(clocks)

    two = [a_house("Elm 1"), a_house("Elm 2", joined=2)]
    late = a_run(two, clock="2026-03-02 23:55")
    for zone, runs in cases(over_midnight, n=25, valid=valid, examples=[("UTC", [late])]):
        got = invoices(zone, runs)
        assert got == expected(runs), "An invoice does not bear the day on which its run began"


def any_month(rng):
    return "UTC", [one_run(rng, draw_houses(rng, 1, 5), SMALL) for _ in range(rng.randint(1, 2))]


@check(
    "in one run each house and each tariff is asked for at most once",
    skill=SKILL,
    advice="Somebody remembered these for a reason. What is right about it, and for how long?",
    needs=["first_run"],
)
def asked_once():
    def valid(zone, runs):
        return good(zone, runs)

    for zone, runs in cases(any_month, n=15, valid=valid):
        for at, made in enumerate(month(zone, runs), 1):
            for what in ("asked", "loaded"):
                twice = sorted({one for one in made[what] if made[what].count(one) > 1})
                require(not twice, f"In run {at} somebody was asked for more than once: {', '.join(twice)}")

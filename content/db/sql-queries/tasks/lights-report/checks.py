"""Three queries on offices drawn by seed, against the task's own."""

from piton import cases, check, resource
from piton.sql import answers, schema

OFFICE = schema(resource("office.sql"))
UNVISITED = resource("unvisited.sql")
COSTS = resource("costs.sql")
PASSED = resource("passed.sql")

NAMES = ["Gull Rock", "Mill Point", "North Pier"]
DISTRICTS = ["East", "West"]
MOMENTS = [
    "2024-12-31 23:59",
    "2025-01-01 00:00",
    "2025-03-31 23:30",
    "2025-04-01 00:00",
    "2025-12-31 16:40",
    "2026-01-01 00:00",
]
PERIODS = [
    ["2025-01-01 00:00", "2026-01-01 00:00"],
    ["2025-01-01 00:00", "2025-04-01 00:00"],
    ["2025-04-01 00:00", "2026-01-01 00:00"],
]
MINUTES = [30, 45, 45, 90]
CENTS = [250, 990, 990, 8400]


def draw_lights(rng, most=4, without=0.0):
    """Lights, whose numbers are in no order of their names."""
    names = [rng.choice(NAMES) for _ in range(rng.randint(1, most))]
    return [
        (n, name, None if rng.random() < without else rng.choice(DISTRICTS))
        for n, name in enumerate(names, 1)
    ]


def numbered(rows):
    return [(n, *row) for n, row in enumerate(rows, 1)]


def is_sound(office, *_):
    """Whether the rows are such as the office has, each with a number of its own."""
    if not OFFICE.fits(office):
        return False
    lights, visits, parts, trials = (
        office.get(table, []) for table in ("light", "visit", "part", "trial")
    )
    ids = {light[0] for light in lights}
    return (
        all(len({row[0] for row in rows}) == len(rows) for rows in (lights, visits, parts, trials))
        and all(type(row[0]) is int and row[0] > 0 for rows in office.values() for row in rows)
        and all(name in NAMES and district in [*DISTRICTS, None] for _, name, district in lights)
        and all(
            light in {*ids, None} and began in MOMENTS and minutes in [*MINUTES, None]
            for _, light, began, minutes in visits
        )
        and all(light in ids and cents in CENTS for _, light, cents in parts)
        and all(light in ids and passed in (1, 0, None) for _, light, passed in trials)
    )


def of_all(office, table):
    """Whether each light has a row in the table."""
    return {light[0] for light in office.get("light", [])} <= {row[1] for row in office.get(table, [])}


def logs(moments, periods):
    """Draws an office with visits, and a period to ask for."""

    def draw(rng):
        lights = draw_lights(rng)
        ids = [light[0] for light in lights]
        unread = [None] if rng.random() < 0.3 else []
        visits = [
            (rng.choice(ids + unread), rng.choice(moments), rng.choice(MINUTES))
            for _ in range(rng.randrange(5))
        ]
        return {"light": lights, "visit": numbered(visits)}, rng.choice(periods)

    return draw


def unvisited(draw, n, valid, examples):
    for office, (first, after) in cases(draw, n=n, valid=valid, examples=examples):
        values = {"first": first, "next": after}
        answers("unvisited.sql", OFFICE, office, UNVISITED, values=values, ordered=["name", "id"])


def is_log(office, period):
    return is_sound(office) and period in PERIODS


@check(
    "lights without a visit in the period are listed, by name and number",
    skill="db/sql-queries",
    grade="B",
    advice="Ask of each light whether such a visit exists. What does a page that nobody can read say of the "
    "others, and what does a visit of another year?",
)
def unvisited_lights():
    years = PERIODS[:1]
    inside = [moment for moment in MOMENTS if moment not in years[0]]
    lights = [(1, NAMES[0], DISTRICTS[0]), (2, NAMES[1], DISTRICTS[0])]
    examples = [
        ({"light": lights, "visit": [(1, 1, inside[1], 30), (2, None, inside[1], 30)]}, years[0]),
        ({"light": lights, "visit": [(1, 1, inside[0], 30), (2, 1, inside[1], 30)]}, years[0]),
        ({"light": [(1, NAMES[1], DISTRICTS[0]), (2, NAMES[0], DISTRICTS[0])]}, years[0]),
    ]

    def valid(office, period):
        moments = [visit[2] for visit in office.get("visit", [])]
        return is_log(office, period) and period in years and set(moments) <= set(inside)

    unvisited(logs(inside, years), 15, valid, examples)


@check(
    "the period begins with :first and ends before :next",
    skill="db/sql-queries",
    grade="B",
    needs=["unvisited_lights"],
    advice="Compare the moments as they are: >= for the one end, < for the other. The periods are not always years.",
)
def ends():
    light = (1, NAMES[0], DISTRICTS[0])
    examples = [
        ({"light": [light], "visit": [(1, 1, moment, 30)]}, period)
        for period, moment in [
            (PERIODS[0], MOMENTS[1]),
            (PERIODS[0], MOMENTS[4]),
            (PERIODS[0], MOMENTS[5]),
            (PERIODS[1], MOMENTS[4]),
        ]
    ]
    unvisited(logs(MOMENTS, PERIODS), 15, is_log, examples)


@check(
    "each district has its lights, minutes and cents",
    skill="db/sql-queries",
    grade="B",
    advice="How many rows has a light with two visits and three parts after both joins? Equal amounts are no mistake.",
)
def districts():
    def draw(rng):
        lights = draw_lights(rng)
        ids = [light[0] for light in lights]
        visits = [(one, MOMENTS[2], rng.choice(MINUTES)) for one in ids for _ in range(rng.randint(1, 3))]
        parts = [(one, rng.choice(CENTS)) for one in ids for _ in range(rng.randint(1, 3))]
        return {"light": lights, "visit": numbered(visits), "part": numbered(parts)}

    def valid(office):
        return (
            is_sound(office)
            and all(light[2] is not None for light in office.get("light", []))
            and all(None not in visit for visit in office.get("visit", []))
            and of_all(office, "visit")
            and of_all(office, "part")
        )

    # Equal amounts, and two rows in either table.
    examples = [
        {
            "light": [(1, NAMES[0], DISTRICTS[0])],
            "visit": [(1, 1, MOMENTS[2], 45), (2, 1, MOMENTS[2], 45)],
            "part": [(1, 1, 990), (2, 1, 990)],
        }
    ]
    for office in cases(draw, n=12, valid=valid, examples=examples):
        answers("costs.sql", OFFICE, office, COSTS)


@check(
    "what is missing counts 0, and lights of no district have a row of their own",
    skill="db/sql-queries",
    grade="B",
    needs=["districts"],
    advice="Which lights find nobody in a join, and what is the sum of nothing? `=` between two districts that are "
    "NULL is not true.",
)
def nothing_spent():
    def draw(rng):
        lights = draw_lights(rng, without=0.3) if rng.random() < 0.95 else []
        ids = [light[0] for light in lights]
        visits = [
            (rng.choice([*ids, None]), MOMENTS[2], rng.choice([*MINUTES, None]))
            for _ in range(rng.randrange(4))
        ]
        parts = [(rng.choice(ids), rng.choice(CENTS)) for _ in range(rng.randrange(4)) if ids]
        return {"light": lights, "visit": numbered(visits), "part": numbered(parts)}

    examples = [
        {"light": [(1, NAMES[0], DISTRICTS[0])]},
        {"light": [(1, NAMES[0], DISTRICTS[0])], "visit": [(1, 1, MOMENTS[2], None)], "part": [(1, 1, 990)]},
        {"light": [(1, NAMES[0], None)], "visit": [(1, 1, MOMENTS[2], 45)], "part": [(1, 1, 990)]},
    ]
    for office in cases(draw, n=15, valid=is_sound, examples=examples):
        answers("costs.sql", OFFICE, office, COSTS)


@check(
    "each light has the percentage of its trials that were passed",
    skill="db/sql-queries",
    grade="B",
    advice="What is 100 * 2 / 3 in SQL? And which column tells one light from another?",
)
def percentages():
    def draw(rng):
        lights = draw_lights(rng)
        trials = [(light[0], rng.randrange(2)) for light in lights for _ in range(rng.randint(1, 4))]
        return {"light": lights, "trial": numbered(trials)}

    def valid(office):
        return (
            is_sound(office)
            and all(trial[2] is not None for trial in office.get("trial", []))
            and of_all(office, "trial")
        )

    examples = [
        {"light": [(1, NAMES[0], DISTRICTS[0])], "trial": [(1, 1, 1), (2, 1, 1), (3, 1, 0)]},
        {
            "light": [(1, NAMES[0], DISTRICTS[0]), (2, NAMES[0], DISTRICTS[1])],
            "trial": [(1, 1, 1), (2, 2, 0)],
        },
    ]
    for office in cases(draw, n=12, valid=valid, examples=examples):
        answers("passed.sql", OFFICE, office, PASSED)


@check(
    "trials without a result do not count, and a light without results has NULL",
    skill="db/sql-queries",
    grade="B",
    needs=["percentages"],
    advice="count(*) counts rows, count(x) counts what is known. And a condition in WHERE also looks at lights that "
    "have found no trial.",
)
def open_trials():
    def draw(rng):
        lights = draw_lights(rng)
        ids = [light[0] for light in lights]
        trials = [(rng.choice(ids), rng.choice([0, 1, None])) for _ in range(rng.randrange(7))]
        return {"light": lights, "trial": numbered(trials)}

    examples = [
        {"light": [(1, NAMES[0], DISTRICTS[0])], "trial": trials}
        for trials in ([], [(1, 1, None)], [(1, 1, 1), (2, 1, None)])
    ]
    for office in cases(draw, n=15, valid=is_sound, examples=examples):
        answers("passed.sql", OFFICE, office, PASSED)

"""Two queries on reports drawn by seed, against the task's own; and what they cost on many."""

from piton import cases, check, resource
from piton.sql import answers, grows_like, schema

OFFICE = schema(resource("office.sql"))
BOARD = resource("board.sql")
DARK = resource("dark.sql")

NAMES = ["Gull Rock", "Mill Point", "North Pier"]
LIT, UNLIT = "lit", "dark"
MINUTES = range(1, 9)
# Later than every report of a large office.
LATE = 10_000_000


def office(lights, reports):
    return {"light": lights, "report": reports}


def draw_office(rng, *, fog=0.0, least=0, most=10, alone=True):
    """Lights and reports of them; `alone` if no light has two reports of one minute."""
    lights = [(n, rng.choice(NAMES)) for n in range(1, rng.choice([2, 2, 3, 4]))]
    moments = [(light[0], minute) for light in lights for minute in MINUTES]
    number = min(rng.randint(least, most), len(moments))
    drawn = rng.sample(moments, number) if alone else rng.choices(moments[::2], k=number)
    # Reports come in late, so their numbers are in no order of the minutes.
    numbers = rng.sample(range(1, 3 * number + 1), number)
    reports = [
        (n, *moment, None if rng.random() < fog else rng.choice([LIT, UNLIT]))
        for n, moment in zip(numbers, drawn)
    ]
    return office(lights, sorted(reports))


def is_sound(rows, at=0):
    """Whether the rows are such as the office has, each with a number of its own."""
    if not OFFICE.fits(rows):
        return False
    lights, reports = rows.get("light", []), rows.get("report", [])
    ids = {light[0] for light in lights}
    return (
        type(at) is int
        and all(len({row[0] for row in table}) == len(table) for table in (lights, reports))
        and all(type(row[0]) is int and row[0] > 0 for row in [*lights, *reports])
        and all(name in NAMES for _, name in lights)
        and all(
            light in ids and type(seen) is int and seen > 0 and state in (LIT, UNLIT, None)
            for _, light, seen, state in reports
        )
    )


def is_clear(rows):
    """Whether every report tells something."""
    return all(report[3] is not None for report in rows.get("report", []))


def is_alone(rows):
    """Whether no two reports are of one light and minute."""
    moments = [report[1:3] for report in rows.get("report", [])]
    return len(set(moments)) == len(moments)


def is_known(rows, at):
    """Whether every light has a report by then."""
    known = {report[1] for report in rows.get("report", []) if report[2] <= at}
    return {light[0] for light in rows.get("light", [])} <= known


def board(draw, n, valid, examples, **options):
    def draw_board(rng):
        return draw(rng), rng.choice(MINUTES)

    def is_valid(rows, at):
        return is_sound(rows, at) and valid(rows, at)

    for rows, at in cases(draw_board, n=n, valid=is_valid, examples=examples):
        answers("board.sql", OFFICE, rows, BOARD, values={"at": at}, **options)


def dark(draw, n, valid, examples):
    def is_valid(rows):
        return is_sound(rows) and valid(rows)

    for rows in cases(draw, n=n, valid=is_valid, examples=examples):
        answers("dark.sql", OFFICE, rows, DARK, ordered=["began", "light"])


ONE = [(1, NAMES[0])]
TWO = [*ONE, (2, NAMES[1])]


@check(
    "the board has the state and the minute of the last report by :at",
    skill="db/sql-queries",
    grade="B",
    advice="`seen` says when, `id` only when it was written down. A report of the very minute :at counts.",
)
def board_last():
    def valid(rows, at):
        return is_clear(rows) and is_alone(rows) and is_known(rows, at)

    def draw(rng):
        # Every light has a report of the first minute that is asked for.
        rows = draw_office(rng, least=3)
        early = {report[1] for report in rows["report"] if report[2] == MINUTES[0]}
        first = [(100 + one, one, MINUTES[0], LIT) for one, _ in rows["light"] if one not in early]
        return office(rows["light"], rows["report"] + first)

    examples = [
        (office(ONE, [(1, 1, 5, UNLIT), (2, 1, 3, LIT)]), 6),
        (office(ONE, [(1, 1, 3, UNLIT), (2, 1, 5, LIT)]), 5),
        (office(ONE, [(1, 1, 3, UNLIT), (2, 1, 5, LIT)]), 4),
    ]
    board(draw, 12, valid, examples)


@check(
    "a light of which nothing is known by :at is on the board, with NULL",
    skill="db/sql-queries",
    grade="B",
    needs=["board_last"],
    advice="There are lights without any report, and lights with later ones only. What must stand in ON, so that they "
    "find no partner and stay?",
)
def board_unknown():
    examples = [
        (office(TWO, [(1, 2, 3, LIT)]), 5),
        (office(TWO, [(1, 2, 3, LIT), (2, 1, 7, UNLIT)]), 5),
    ]
    board(draw_office, 12, lambda rows, at: is_clear(rows) and is_alone(rows), examples)


@check(
    "on the board, a report with NULL changes nothing",
    skill="db/sql-queries",
    grade="B",
    needs=["board_unknown"],
    advice="Leave such reports out before you look for the last one, not after.",
)
def board_fog():
    def draw(rng):
        return draw_office(rng, fog=0.4)

    examples = [(office(ONE, [(1, 1, 3, LIT), (2, 1, 5, None)]), 6)]
    board(draw, 12, lambda rows, at: is_alone(rows), examples)


@check(
    "on the board, of two reports of one minute the greater number counts",
    skill="db/sql-queries",
    grade="B",
    needs=["board_fog"],
    advice="max(seen) names a minute, and a minute may have two reports. What decides between them?",
)
def board_minute():
    def draw(rng):
        return draw_office(rng, fog=0.2, alone=False)

    examples = [
        (office(ONE, [(1, 1, 3, LIT), (2, 1, 3, UNLIT)]), 5),
        (office(ONE, [(1, 1, 3, UNLIT), (2, 1, 3, LIT)]), 5),
        (office(ONE, [(1, 1, 3, UNLIT), (2, 1, 3, None)]), 5),
    ]
    board(draw, 12, lambda rows, at: True, examples)


@check(
    "the board has dark lights first, then unknown ones, then those that burn",
    skill="db/sql-queries",
    grade="B",
    needs=["board_minute"],
    advice="SQLite sorts NULL before all texts. Give each state a number to be sorted by.",
)
def board_order():
    def draw(rng):
        return draw_office(rng, fog=0.2, alone=False)

    three = [*TWO, (3, NAMES[2])]
    examples = [
        (office(three, [(1, 1, 3, LIT), (2, 2, 3, UNLIT)]), 5),
        (office([(1, NAMES[1]), (2, NAMES[0])], [(1, 1, 3, LIT), (2, 2, 3, LIT)]), 5),
        (office([(2, NAMES[0]), (1, NAMES[0])], [(1, 1, 3, LIT), (2, 2, 2, LIT)]), 5),
    ]
    board(draw, 12, lambda rows, at: True, examples, ordered=True)


@check(
    "a dark time goes from the first dark report to the next lit one",
    skill="db/sql-queries",
    grade="B",
    advice="Of a row of dark reports only the first begins something. Which one is that, if it is the first of all? "
    "And some have not ended.",
)
def dark_times():
    examples = [
        office(ONE, [(1, 1, 2, LIT), (2, 1, 3, UNLIT), (3, 1, 5, UNLIT), (4, 1, 6, LIT)]),
        office(ONE, [(1, 1, 3, UNLIT), (2, 1, 6, LIT)]),
        office(ONE, [(1, 1, 3, LIT), (2, 1, 6, UNLIT)]),
        office(ONE, [(1, 1, 6, LIT), (2, 1, 3, UNLIT), (3, 1, 2, LIT)]),
        office(TWO, [(1, 2, 3, UNLIT), (2, 1, 4, UNLIT)]),
    ]
    dark(draw_office, 15, lambda rows: is_clear(rows) and is_alone(rows), examples)


@check(
    "in dark times, a report with NULL begins and ends nothing",
    skill="db/sql-queries",
    grade="B",
    needs=["dark_times"],
    advice="Does your query compare a report with the one before it, or with the last one before it that tells something?",
)
def dark_fog():
    def draw(rng):
        return draw_office(rng, fog=0.3)

    examples = [
        office(ONE, [(1, 1, 2, LIT), (2, 1, 3, UNLIT), (3, 1, 4, None), (4, 1, 5, UNLIT), (5, 1, 6, LIT)]),
        office(ONE, [(1, 1, 2, LIT), (2, 1, 3, None), (3, 1, 4, UNLIT), (4, 1, 5, None)]),
    ]
    dark(draw, 15, is_alone, examples)


@check(
    "in dark times, of two reports of one minute the greater number counts",
    skill="db/sql-queries",
    grade="B",
    needs=["dark_fog"],
    advice="Bring each minute of a light down to one report that tells something, before anything is compared.",
)
def dark_minute():
    def draw(rng):
        return draw_office(rng, fog=0.2, least=2, alone=False)

    examples = [
        office(ONE, [(1, 1, 2, LIT), (2, 1, 3, UNLIT), (3, 1, 3, LIT)]),
        office(ONE, [(1, 1, 2, UNLIT), (2, 1, 3, LIT), (3, 1, 3, UNLIT)]),
        office(ONE, [(1, 1, 2, LIT), (2, 1, 3, UNLIT), (3, 1, 3, None)]),
    ]
    dark(draw, 15, lambda rows: True, examples)


def large(rng, n):
    """Few lights and many reports, most of them of one light."""
    lights = [(k, NAMES[k % len(NAMES)]) for k in range(1, n // 10 + 2)]
    reports = [
        (
            k,
            1 if rng.random() < 0.7 else rng.choice(lights)[0],
            rng.randrange(1, 5 * n),
            rng.choice([LIT, LIT, UNLIT, UNLIT, UNLIT, None]),
        )
        for k in range(1, n + 1)
    ]
    return office(lights, reports)


@check(
    "twice as many reports cost the board about twice as much",
    skill="db/sql-queries",
    grade="B",
    needs=["board_order"],
    advice="Does your query look through the reports of a light once, or once for each of them?",
)
def board_cost():
    grows_like(OFFICE, large, "board.sql", BOARD, values={"at": LATE})


@check(
    "twice as many reports cost the dark times about twice as much",
    skill="db/sql-queries",
    grade="B",
    needs=["dark_minute"],
    advice="Does your query look for the end of a dark time once, or from each of its reports?",
)
def dark_cost():
    grows_like(OFFICE, large, "dark.sql", DARK)

"""Finals drawn by seed, against standings written from the rules of the ticket."""

from piton import cases, check, require

from probe import standings

PLAYERS = ["Mira", "Tom", "Ada", "Li", "Nuno", "Bea", "Joao"]
POINTS = [38_750, 41_000, 52_500]
SECONDS = [102.25, 118.0, 131.5]
BORN = ["1979-01-08", "1991-12-24", "2001-09-09", "2009-05-14"]


def right_lines(rows):
    """Rank and number in the list, from the rules."""
    numbered = [(at, *row) for at, row in enumerate(rows)]
    playing = [row for row in numbered if row[2] is not None]

    def worth(row):
        return -row[2], row[3] is None, row[3] or 0

    youngest_first = sorted(playing, key=lambda row: row[4], reverse=True)
    order = sorted(youngest_first, key=worth)
    ranked = [[1 + sum(worth(one) < worth(row) for one in playing), row[0]] for row in order]
    return ranked + [[None, row[0]] for row in numbered if row[2] is None]


def names(rows, lines):
    """Lines as they would be read out."""
    return [
        [rank, *(rows[at] if type(at) is int and 0 <= at < len(rows) else [at])] for rank, at in lines
    ]


def in_any_order(lines):
    """The lines with those without a rank, where they stand last, sorted by their numbers."""
    ranked = list(lines)
    without = []
    while ranked and ranked[-1][0] is None and type(ranked[-1][1]) is int:
        without.append(ranked.pop())
    return ranked + sorted(without, key=lambda line: line[1])


def draw(rng, failed=0.0, gave_up=0.0):
    points = None if rng.random() < gave_up else rng.choice(POINTS)
    seconds = None if rng.random() < failed else rng.choice(SECONDS)
    return [rng.choice(PLAYERS), points, seconds, rng.choice(BORN)]


def finals(**chances):
    def draw_final(rng):
        return ([draw(rng, **chances) for _ in range(rng.choice([0, 1, 2, 3, 5, 9]))],)

    return draw_final


def good(rows):
    return type(rows) is list and all(
        type(row) is list
        and len(row) == 4
        and row[0] in PLAYERS
        and (row[1] is None or row[1] in POINTS)
        and (row[2] is None or row[2] in SECONDS)
        and row[3] in BORN
        for row in rows
    )


def plain(rows):
    """Whether everybody finished and every clock worked."""
    return good(rows) and all(row[1] is not None and row[2] is not None for row in rows)


def same(rows, lines, says):
    got, expected = names(rows, lines), names(rows, right_lines(rows))
    assert got == expected, says


@check(
    "more points come first, and on equal points less time",
    skill="dsa/keys-and-order",
    advice="One sort with a key of two parts. Which part grows with the rank, and which falls?",
)
def points_then_time():
    def valid(rows):
        return plain(rows) and all(row[3] == rows[0][3] for row in rows)

    def one_age(rng):
        (rows,) = finals()(rng)
        return ([[*row[:3], BORN[0]] for row in rows],)

    for (rows,) in cases(one_age, n=60, valid=valid, examples=[([],)]):
        got = [row[1:3] for _, *row in names(rows, standings(rows)["lines"])]
        expected = [row[1:3] for _, *row in names(rows, right_lines(rows))]
        assert got == expected, "The results are not in the order of their points and times"


@check(
    "equal points and times share a rank, and the next rank counts all who are better",
    skill="dsa/keys-and-order",
    advice="A rank is 1 + the number of players who are better. It is not the number of the line.",
    needs=["points_then_time"],
)
def shared_ranks():
    examples = [([["Mira", POINTS[1], 118.0, BORN[0]], ["Tom", POINTS[1], 118.0, BORN[1]], ["Ada", POINTS[0], 118.0, BORN[0]]],)]

    for (rows,) in cases(finals(), n=60, valid=plain, examples=examples):
        got = [rank for rank, _ in standings(rows)["lines"]]
        expected = [rank for rank, _ in right_lines(rows)]
        assert got == expected, "The ranks are not right"


@check(
    "who shares a rank stands there the youngest first, and as in the list if born on one day",
    skill="dsa/keys-and-order",
    advice="reverse=True keeps equal ones in their order; reversing a sorted list does not. A text has no minus.",
    needs=["shared_ranks"],
)
def youngest_first():
    row = [POINTS[1], 118.0]
    examples = [
        ([["Mira", *row, BORN[0]], ["Tom", *row, BORN[3]], ["Ada", *row, BORN[1]]],),
        ([["Mira", *row, BORN[0]], ["Tom", *row, BORN[0]], ["Ada", *row, BORN[0]]],),
    ]

    for (rows,) in cases(finals(), n=80, valid=plain, examples=examples):
        same(rows, standings(rows)["lines"], "The players of one rank do not stand the youngest first, and as in the list if born on one day")


@check(
    "where the clock failed, a player comes behind all times of the same points",
    skill="dsa/keys-and-order",
    advice="NaN is neither smaller nor larger than anything, itself included. What does a sort make of that?",
    needs=["shared_ranks", "youngest_first"],
)
def failed_clock():
    points = POINTS[1]
    examples = [
        ([["Mira", points, 131.5, BORN[0]], ["Tom", points, None, BORN[0]], ["Ada", points, 102.25, BORN[0]]],),
        ([["Mira", points, None, BORN[0]], ["Tom", points, None, BORN[3]], ["Ada", POINTS[0], 118.0, BORN[0]]],),
    ]

    def valid(rows):
        return good(rows) and all(row[1] is not None for row in rows)

    for (rows,) in cases(finals(failed=0.5), n=80, valid=valid, examples=examples):
        same(rows, standings(rows)["lines"], "With a failed clock (NaN, shown as None) the standings are not right")


@check(
    "who gave up stands at the end without a rank, in the order of the list",
    skill="dsa/keys-and-order",
    advice="None cannot be compared with a number, and 0 points are a result.",
    needs=["shared_ranks", "youngest_first"],
)
def gave_up():
    examples = [
        ([["Mira", None, None, BORN[0]], ["Tom", POINTS[0], 118.0, BORN[0]], ["Ada", None, 102.25, BORN[3]]],),
        ([["Mira", None, 118.0, BORN[0]], ["Tom", 0, 118.0, BORN[0]]],),
        ([["Mira", None, 118.0, BORN[0]]],),
    ]

    def valid(rows):
        # Zero points stand in an example; they are a result like any other.
        return good([[row[0], row[1] or None, *row[2:]] for row in rows]) and all(
            row[1] is None or row[2] is not None for row in rows
        )

    def draw_final(rng):
        (rows,) = finals(gave_up=0.4)(rng)
        for row in rows:
            if row[1] is not None and rng.random() < 0.2:
                row[1] = 0
        return (rows,)

    for (rows,) in cases(draw_final, n=80, valid=valid, examples=examples):
        got, expected = (
            names(rows, in_any_order(lines)) for lines in (standings(rows)["lines"], right_lines(rows))
        )
        assert got == expected, "With somebody who gave up the standings are not right"


@check(
    "those who gave up are read out in the order of the list",
    skill="dsa/keys-and-order",
    advice="Neither time nor age counts for them. Through which sort have they been, or has the list itself been sorted?",
    needs=["gave_up"],
)
def gave_up_order():
    examples = [
        ([["Mira", None, 131.5, BORN[0]], ["Tom", None, 102.25, BORN[3]]],),
        ([["Mira", None, 102.25, BORN[3]], ["Tom", None, 131.5, BORN[0]]],),
    ]

    def valid(rows):
        return good(rows) and all(row[1] is None or row[2] is not None for row in rows)

    for (rows,) in cases(finals(gave_up=0.5), n=40, valid=valid, examples=examples):
        got, expected = (
            names(rows, [line for line in lines if line[0] is None])
            for lines in (standings(rows)["lines"], right_lines(rows))
        )
        assert got == expected, "Those who gave up do not stand in the order of the list"


@check(
    "the results in the standings are those of the list, not copies",
    skill="dsa/keys-and-order",
    advice="A copy is equal to its record and is another object. Put into the pair what the list gave you.",
    needs=["points_then_time"],
)
def very_objects():
    for (rows,) in cases(finals(), n=10, valid=plain, examples=[([["Mira", POINTS[1], 118.0, BORN[0]]],)]):
        copies = standings(rows)["copies"]
        require(
            copies == 0,
            "The standings have copies of results in place of the very objects (`is`) of the list",
            got=copies,
            expected=0,
        )


@check(
    "the list that was handed in stays as it was",
    skill="dsa/keys-and-order",
    advice="list.sort() works in place, on the caller's list.",
    needs=["gave_up"],
)
def list_kept():
    examples = [
        ([["Mira", POINTS[0], 118.0, BORN[0]], ["Tom", POINTS[2], 118.0, BORN[0]]],),
        ([["Mira", None, 118.0, BORN[0]], ["Tom", POINTS[2], 118.0, BORN[0]]],),
    ]

    for (rows,) in cases(finals(failed=0.2, gave_up=0.2), n=20, valid=good, examples=examples):
        assert standings(rows)["list kept"] is True, "The list of results was changed"

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


def written(row):
    """A result on one line, as learners see it: a failed clock is nan."""
    player, points, seconds, born = row
    return f"{player} {points} {'nan' if seconds is None else seconds} {born}"


def read(text):
    player, points, seconds, born = text.split()
    points = None if points == "None" else int(points)
    return [player, points, None if seconds == "nan" else float(seconds), born]


def names(rows, lines):
    """Lines as they would be read out: a rank and a result."""
    return [
        (rank, written(rows[at]) if type(at) is int and 0 <= at < len(rows) else str(at))
        for rank, at in lines
    ]


def place(rank):
    return "no rank" if rank is None else f"rank {rank}"


def same(rows, lines, expected, where=""):
    """Ask for these lines, and tell the first that is another."""
    got, expected = names(rows, lines), names(rows, expected)
    says = ""
    if len(got) != len(expected):
        says = f"{len(rows)} results were handed in, and there are {len(got)} lines in place of {len(expected)}"
    for at, (one, other) in enumerate(zip(got, expected), 1):
        if one != other and not says:
            says = f"line {at} is `{one[1]}`, and `{other[1]}` belongs there"
            if one[1] == other[1]:
                says = f"`{one[1]}` has {place(one[0])} in place of {place(other[0])}"
    shown = [[f"{'-' if rank is None else rank}  {text}".strip() for rank, text in each] for each in (got, expected)]
    require(got == expected, f"{where}{says}", got=shown[0], expected=shown[1])


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


def played(generator, n, valid, examples=()):
    """Give finals, and what the standings of each are."""

    def draw_lines(rng):
        (rows,) = generator(rng)
        return ([written(row) for row in rows],)

    def are_valid(lines):
        rows = [read(line) for line in lines]
        return valid(rows) and lines == [written(row) for row in rows]

    shown = [([written(row) for row in rows],) for (rows,) in examples]
    for (lines,) in cases(draw_lines, n=n, valid=are_valid, examples=shown):
        yield [read(line) for line in lines], standings(lines)


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

    for rows, got in played(one_age, n=60, valid=valid, examples=[([],)]):
        # Ranks, and who comes first of two that are alike, are for other checks.
        lines, expected = ([("", at) for _, at in each] for each in (got["lines"], right_lines(rows)))
        worths = [
            [rows[at][1:3] if type(at) is int else at for _, at in each] for each in (lines, expected)
        ]
        if worths[0] != worths[1]:
            same(rows, lines, expected)


@check(
    "equal points and times share a rank, and the next rank counts all who are better",
    skill="dsa/keys-and-order",
    advice="A rank is 1 + the number of players who are better. It is not the number of the line.",
    needs=["points_then_time"],
)
def shared_ranks():
    examples = [([["Mira", POINTS[1], 118.0, BORN[0]], ["Tom", POINTS[1], 118.0, BORN[1]], ["Ada", POINTS[0], 118.0, BORN[0]]],)]

    for rows, got in played(finals(), n=60, valid=plain, examples=examples):
        # Who is read out first of those who share a rank is for the next check.
        expected = [[rank, at] for (rank, _), (_, at) in zip(right_lines(rows), got["lines"])]
        same(rows, got["lines"], expected)


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

    for rows, got in played(finals(), n=80, valid=plain, examples=examples):
        same(rows, got["lines"], right_lines(rows), "Of those who share a rank, ")


@check(
    "where the clock failed, a player comes behind all times of the same points",
    skill="dsa/keys-and-order",
    advice="Let NaN into no comparison. It is not smaller than any number, so a sort that meets one leaves the "
    "others where they happen to be; and it is not equal to itself, so two failed clocks are two different keys. "
    "What can stand in its place?",
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

    for rows, got in played(finals(failed=0.5), n=80, valid=valid, examples=examples):
        same(rows, got["lines"], right_lines(rows), "With a failed clock (nan), ")


@check(
    "who gave up stands at the end without a rank, in the order of the list",
    skill="dsa/keys-and-order",
    advice="Part those who gave up from the others before you sort: None cannot be compared with a number. And "
    "0 points are a result.",
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

    for rows, got in played(draw_final, n=80, valid=valid, examples=examples):
        lines, expected = in_any_order(got["lines"]), in_any_order(right_lines(rows))
        same(rows, lines, expected, "With somebody who gave up, ")


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

    for rows, got in played(finals(gave_up=0.5), n=40, valid=valid, examples=examples):
        lines, expected = (
            [line for line in each if line[0] is None] for each in (got["lines"], right_lines(rows))
        )
        same(rows, lines, expected, "Of those who gave up, ")


@check(
    "the results in the standings are those of the list, not copies",
    skill="dsa/keys-and-order",
    advice="A copy is equal to its record and is another object. Put into the pair what the list gave you.",
    needs=["points_then_time"],
)
def very_objects():
    examples = [([["Mira", POINTS[1], 118.0, BORN[0]]],)]
    for _, got in played(finals(), n=10, valid=plain, examples=examples):
        copies = got["copies"]
        require(
            copies == 0,
            f"{copies} of the results in the standings are not objects of the list (`is`) but copies",
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

    for _, got in played(finals(failed=0.2, gave_up=0.2), n=20, valid=good, examples=examples):
        require(got["list kept"] is True, "The caller's list has other results, or another order, afterwards")

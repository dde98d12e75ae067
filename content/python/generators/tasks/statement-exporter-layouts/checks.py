"""Evenings of the file service, drawn by seed, against files written from the rules."""

from piton import Raised, cases, check, require

from probe import (
    before_and_after,
    in_turn,
    larger_than_memory,
    one_after_the_other,
    over_a_connection,
    preview_then_file,
    with_one_list,
)

ACCOUNTS = ["Mill & Sons", "Orchard Ltd", "Quay 7", "Anna Lund"]
TEXTS = ["rent", "invoice 88", "refund", "card 4410", "fee"]
CENTS = [0, 1, -1, 5, 99, -99, 100, -100, 101, 1_250, -80_000, 1_234_567]
MARKS = {
    "project": ["north", "quay"],
    "person": ["Ida", "Juri"],
    "region": ["coast", "north"],
    "vat": ["7", "19"],
    "by": ["dk", "tl"],
}
CUSTOM = ["project", "person", "region"]
LAYOUTS = {
    "bank": (";", ",", ["number", "account", "amount"]),
    "tax": (",", ".", ["number", "amount", "text"]),
    "client": ("|", ".", ["number", "text", "amount"]),
}


# The files, from the rules of the ticket. A file is a layout, custom columns or None, conditions.


def amount(cents, point):
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}{point}{rest:02}"


def titles(layout, columns):
    return [*LAYOUTS[layout][2], *(columns or []), *(["vat"] if layout == "tax" else [])]


def chosen(rows, where):
    """The rows of a file."""
    return [
        row
        for row in rows
        if row[4] and all(row[5].get(name) == text for name, text in where.items())
    ]


def first_line(layout, columns=None):
    return LAYOUTS[layout][0].join(titles(layout, columns))


def line(row, layout, columns):
    separator, point, own = LAYOUTS[layout]
    known = dict(
        zip(["number", "account", "text", "amount"], [str(row[0]), row[1], row[2], amount(row[3], point)])
    )
    texts = [known[title] for title in own]
    texts += [row[5].get(title, "") for title in titles(layout, columns)[len(own) :]]
    return separator.join(texts)


def last_line(rows, layout):
    separator, point, _ = LAYOUTS[layout]
    return separator.join(["total", str(len(rows)), amount(sum(row[3] for row in rows), point)])


def whole(rows, file):
    layout, columns, where = file
    found = chosen(rows, where)
    return [
        first_line(layout, columns),
        *(line(row, layout, columns) for row in found),
        last_line(found, layout),
    ]


# Ledgers and files, drawn. A row is number, account, text, cents, booked, marks.


def draw_row(rng, rows):
    number = (rows[-1][0] if rows else 1000) + rng.randint(1, 3)
    cents = rng.choice(CENTS) if rng.random() < 0.7 else rng.randint(-99_999, 99_999)
    marks = {name: rng.choice(texts) for name, texts in MARKS.items() if rng.random() < 0.7}
    return [number, rng.choice(ACCOUNTS), rng.choice(TEXTS), cents, rng.random() < 0.8, marks]


def draw_rows(rng, n):
    rows = []
    for _ in range(n):
        rows.append(draw_row(rng, rows))
    return rows


def some_booked(rng, fewest, most):
    """Rows of which one at least is booked."""
    rows = draw_rows(rng, rng.randint(fewest, most))
    rng.choice(rows)[4] = True
    return rows


def one_column(rng, layout):
    """No custom column or one; together with that of the tax office never more than one."""
    return [] if layout == "tax" else rng.sample(CUSTOM, rng.randint(0, 1))


def good_rows(rows):
    """Whether a shrunk ledger is still one: numbers go up, marks and texts are known ones."""
    last = 0
    for row in rows:
        if type(row) is not list or len(row) != 6:
            return False
        number, account, text, cents, booked, marks = row
        if type(number) is not int or number <= last or type(cents) is not int:
            return False
        if account not in ACCOUNTS or text not in TEXTS or type(booked) is not bool:
            return False
        if type(marks) is not dict or not good_conditions(marks):
            return False
        last = number
    return type(rows) is list


def good_conditions(where):
    return all(name in MARKS and text in MARKS[name] for name, text in where.items())


def good_columns(columns):
    return type(columns) is list and all(one in CUSTOM for one in columns) and different(columns)


def good_file(file):
    if type(file) is not list or len(file) != 3:
        return False
    layout, columns, where = file
    return (
        layout in LAYOUTS
        and (columns is None or good_columns(columns))
        and type(where) is dict
        and good_conditions(where)
    )


def different(values):
    return len(set(values)) == len(values)


def layouts_of(files):
    return [layout for layout, _, _ in files]


TWO = [
    [1, "Mill & Sons", "rent", -80_000, True, {"project": "north", "person": "Ida", "by": "dk"}],
    [2, "Orchard Ltd", "fee", 1_250, True, {"project": "quay", "person": "Juri", "vat": "19"}],
]


def one_file(rng):
    layout = rng.choice(list(LAYOUTS))
    columns = rng.choice([None, one_column(rng, layout)])
    where = {}
    if rng.random() < 0.5:
        name = rng.choice(list(MARKS))
        where = {name: rng.choice(MARKS[name])}
    return draw_rows(rng, rng.choice([0, 1, 2, 5, 9])), [[layout, columns, where]]


@check(
    "the first file of a day is right in each layout, whatever is in the ledger",
    skill="python/generators",
    advice="A file in which there are no rows has titles and a total of 0 rows.",
)
def first_file():
    examples = [([], [[layout, None, {}]]) for layout in LAYOUTS]

    def valid(rows, files):
        return (
            good_rows(rows)
            and len(files) == 1
            and good_file(files[0])
            and len(files[0][2]) < 2
            and len(files[0][1] or []) + (files[0][0] == "tax") < 2
        )

    for rows, files in cases(one_file, n=60, valid=valid, examples=examples):
        got = one_after_the_other(rows, files)
        assert got == [whole(rows, files[0])], f"The first file of the day, for {files[0][0]}, is not right"


def files_of_a_day(rng):
    layouts = rng.choices(list(LAYOUTS), k=rng.randint(2, 5))
    return some_booked(rng, 1, 8), [[layout, one_column(rng, layout), {}] for layout in layouts]


@check(
    "every file of a day is complete, not only the first",
    skill="python/generators",
    advice="Who has walked through the rows before? Ask what is kept between two calls, and why.",
)
def later_files():
    examples = [
        (TWO, [["bank", [], {}], ["client", [], {}]]),
        (TWO, [["bank", [], {}], ["bank", [], {}]]),
    ]

    def valid(rows, files):
        return (
            good_rows(rows)
            and all(map(good_file, files))
            and all(columns is not None and where == {} for _, columns, where in files)
            and any(row[4] for row in rows)
        )

    for rows, files in cases(files_of_a_day, n=60, valid=valid, examples=examples):
        got = one_after_the_other(rows, files)
        expected = [whole(rows, file) for file in files]
        bad = [at for at, (one, other) in enumerate(zip(got, expected), 1) if one != other]
        where = bad[0] if bad else 0
        assert got == expected, f"File {where} of the day is not complete"


def many_columns(rng):
    layout = rng.choice(list(LAYOUTS))
    columns = rng.sample(CUSTOM, rng.randint(1 if layout == "tax" else 2, 3))
    return some_booked(rng, 1, 6), [[layout, columns, {}]]


@check(
    "each custom column shows its own mark",
    skill="python/comprehensions",
    advice="A function that is made in a loop looks its names up when it is called, not when it is made.",
)
def custom_columns():
    examples = [(TWO, [["client", ["project", "person"], {}]])]

    def valid(rows, files):
        return (
            good_rows(rows)
            and len(files) == 1
            and good_file(files[0])
            and files[0][1] is not None
            and files[0][2] == {}
            and any(row[4] for row in rows)
        )

    for rows, files in cases(many_columns, n=60, valid=valid, examples=examples):
        got = one_after_the_other(rows, files)
        expected = [whole(rows, files[0])]
        assert got == expected, f"The columns {titles(*files[0][:2])} do not show the right texts"


def conditions(rng):
    names = rng.sample(list(MARKS), rng.randint(2, 3))
    where = {name: rng.choice(MARKS[name]) for name in names}
    rows = some_booked(rng, 4, 10)
    lucky = rng.choice([row for row in rows if row[4]])
    lucky[5].update(where)
    layout = rng.choice(list(LAYOUTS))
    return rows, [[layout, one_column(rng, layout), where]]


@check(
    "a file has the rows that meet all of its conditions",
    skill="python/generators",
    advice="Does only the last condition count? Then its names are looked up too late, as in the columns.",
)
def several_conditions():
    where = {"project": "north", "person": "Juri"}
    crossed = [[*TWO[0]], [*TWO[1]], [3, "Quay 7", "fee", 5, True, dict(where)]]
    examples = [(crossed, [["bank", [], where]])]

    def valid(rows, files):
        return (
            good_rows(rows)
            and len(files) == 1
            and good_file(files[0])
            and files[0][1] is not None
            and len(files[0][1]) + (files[0][0] == "tax") < 2
            and chosen(rows, files[0][2]) != []
        )

    for rows, files in cases(conditions, n=60, valid=valid, examples=examples):
        got = one_after_the_other(rows, files)
        expected = [whole(rows, files[0])]
        assert got == expected, "The file does not have the rows that meet all of its conditions"


def default_files(rng):
    layouts = rng.sample(list(LAYOUTS), rng.randint(2, 3))
    return some_booked(rng, 1, 3), [[layout, None, {}] for layout in layouts]


@check(
    "a file for which nobody names columns has those of its layout",
    skill="python/object-model",
    advice="When is a default value made, who else holds it, and which line changes it?",
)
def default_columns():
    examples = [(TWO, [["tax", None, {}], ["client", None, {}]])]

    def valid(rows, files):
        return (
            good_rows(rows)
            and all(map(good_file, files))
            and different(layouts_of(files))
            and all(columns is None and where == {} for _, columns, where in files)
            and any(row[4] for row in rows)
        )

    for rows, files in cases(default_files, n=30, valid=valid, examples=examples):
        got = [lines[0] if lines else None for lines in one_after_the_other(rows, files)]
        expected = [first_line(layout) for layout in layouts_of(files)]
        assert got == expected, "A file has columns that nobody named"


def one_list(rng):
    layouts = rng.sample(list(LAYOUTS), rng.randint(1, 3))
    return some_booked(rng, 1, 3), layouts, rng.sample(CUSTOM, rng.randint(0, 2))


@check(
    "a list of columns that is handed in stays as it was",
    skill="python/object-model",
    advice="An argument belongs to the caller, who may hand it in again. += changes a list in place, too.",
)
def given_columns():
    examples = [(TWO, ["tax", "client"], ["project"]), (TWO, ["tax"], [])]

    def valid(rows, layouts, columns):
        return (
            good_rows(rows)
            and layouts != []
            and different(layouts)
            and all(layout in LAYOUTS for layout in layouts)
            and good_columns(columns)
        )

    for rows, layouts, columns in cases(one_list, n=30, valid=valid, examples=examples):
        got = with_one_list(rows, layouts, columns)
        assert got["list"] == columns, "The list of columns that was handed in has been changed"
        expected = [first_line(layout, columns) for layout in layouts]
        assert got["titles"] == expected, "The files do not have the columns that were handed in"


def previews(rng):
    layout, later = rng.sample(list(LAYOUTS), 2)
    layout = "client" if layout == "tax" else layout
    rows = some_booked(rng, 1, 6)
    return rows, layout, rng.choice([None, []]), rng.randint(1, 5), [later, None, {}]


@check(
    "a preview shows the first rows and leaves no trace in later files",
    skill="python/object-model",
    advice="A copy in one module does not help while another one still changes the original.",
)
def preview_leaves_no_trace():
    examples = [(TWO, "client", None, 2, ["bank", None, {}]), (TWO, "bank", [], 1, ["tax", None, {}])]

    def valid(rows, layout, columns, n, file):
        return (
            good_rows(rows)
            and layout in ("bank", "client")
            and columns in (None, [])
            and type(n) is int
            and n >= 1
            and good_file(file)
            and file[1:] == [None, {}]
        )

    for rows, layout, columns, n, file in cases(previews, n=40, valid=valid, examples=examples):
        got = preview_then_file(rows, layout, columns, n, file)
        expected = whole(rows, [layout, ["by"], {}])[: n + 1]
        assert got["preview"] == expected, "The preview is not right"
        assert got["list"] == columns, "The preview changed the list of columns that was handed in"
        assert got["title"] == first_line(file[0]), "After a preview a file has columns that nobody named"


def broken_connections(rng):
    rows = some_booked(rng, 2, 9)
    first = next(at for at, row in enumerate(rows, 1) if row[4])
    layout = rng.choice(list(LAYOUTS))
    return rows, [layout, one_column(rng, layout), {}], rng.randint(first, len(rows))


@check(
    "the line of a row is out before the next row of the ledger is read",
    skill="python/generators",
    advice="Something reads ahead: the whole ledger, or a handful of rows at a time.",
)
def line_by_line():
    examples = [(TWO, ["bank", [], {}], n) for n in (1, 2)]

    def valid(rows, file, n):
        return (
            good_rows(rows)
            and good_file(file)
            and file[1] is not None
            and len(file[1]) + (file[0] == "tax") < 2
            and file[2] == {}
            and type(n) is int
            and n <= len(rows)
            and chosen(rows[:n], {}) != []
        )

    for rows, file, n in cases(broken_connections, n=60, valid=valid, examples=examples):
        got = over_a_connection(rows, file, n)
        expected = {"lines": whole(rows[:n], file)[:-1], "error": "ConnectionError"}
        assert got["lines"] == expected["lines"], (
            f"The connection broke behind row {n}, and the lines of the rows before are not out"
        )
        assert got == expected, "The connection broke, and the caller did not get the error"


def side_by_side(rng):
    layouts = rng.sample(list(LAYOUTS), rng.randint(2, 3))
    rows = some_booked(rng, 2, 7)
    turns = [rng.randrange(len(layouts)) for _ in range(rng.randint(2, 3 * len(rows)))]
    return rows, [[layout, one_column(rng, layout), {}] for layout in layouts], turns


@check(
    "files can be written side by side, in any order of their lines",
    skill="python/generators",
    advice="What belongs to one file must live in that file's call, not in the module.",
    needs=["later_files"],
)
def files_side_by_side():
    examples = [(TWO, [["bank", [], {}], ["client", [], {}]], [0, 1, 0, 1, 0, 1, 0, 1])]

    def valid(rows, files, turns):
        return (
            good_rows(rows)
            and all(map(good_file, files))
            and different(layouts_of(files))
            and all(columns is not None and where == {} for _, columns, where in files)
            and all(len(columns) + (layout == "tax") < 2 for layout, columns, _ in files)
            and all(type(which) is int and 0 <= which < len(files) for which in turns)
            and any(row[4] for row in rows)
        )

    for rows, files, turns in cases(side_by_side, n=60, valid=valid, examples=examples):
        got = in_turn(rows, files, turns)
        for file, lines in zip(files, got):
            expected = whole(rows, file)
            assert lines[:-1] == expected[:-1], f"The {file[0]} file, written beside others, lacks rows"
            assert lines == expected, f"The {file[0]} file, written beside others, has a wrong total"


def rows_come_in(rng):
    layout, later = rng.sample(list(LAYOUTS), 2)
    rows = some_booked(rng, 1, 5)
    both = list(rows)
    for _ in range(rng.randint(1, 3)):
        both.append(draw_row(rng, both))
    both[-1][4] = True
    return rows, [layout, [], {}], both[len(rows) :], [later, [], {}]


@check(
    "a file shows the ledger as it is when the file is asked for",
    skill="python/generators",
    advice="Whatever keeps rows for later keeps old rows.",
    needs=["later_files"],
)
def rows_of_the_evening():
    fresh = [[3, "Quay 7", "refund", -500, True, {}]]
    examples = [(TWO, ["bank", [], {}], fresh, ["client", [], {}])]

    def valid(rows, file, later_rows, later_file):
        return (
            good_rows([*rows, *later_rows])
            and good_file(file)
            and good_file(later_file)
            and file[0] != later_file[0]
            and file[1:] == later_file[1:] == [[], {}]
            and any(row[4] for row in rows)
            and any(row[4] for row in later_rows)
        )

    for rows, file, later_rows, later_file in cases(rows_come_in, n=40, valid=valid, examples=examples):
        early, late = before_and_after(rows, file, later_rows, later_file)
        assert early == whole(rows, file), f"The {file[0]} file is not right"
        expected = whole([*rows, *later_rows], later_file)
        assert late == expected, f"The {later_file[0]} file lacks rows that came in before it"


def large(rng):
    layouts = rng.sample(list(LAYOUTS), 2)
    return rng.randint(1_500, 1_550), rng.choice(ACCOUNTS), rng.choice(CENTS), layouts


@check(
    "a ledger that is larger than memory can be written, two files at once",
    skill="python/generators",
    advice="Which name still holds a row after its line is out? Keep what you need of it, not the row.",
    grade="B",
    needs=["files_side_by_side"],
)
def larger_ledger():
    for n, account, cents, layouts in cases(large, n=1, valid=lambda *_: False):
        try:
            got = larger_than_memory(n, account, cents, layouts)
        except Raised as error:
            require(
                "MemoryError" not in error.mro,
                f"Two files of a ledger of {n:,} rows, each with a scan of 512 KiB, were read in turn, and "
                "512 MiB were not enough: rows are kept whose lines are out",
            )
            raise
        rows = [[number, account, "fee", cents, True, {}] for number in range(1, n + 1)]
        expected = [[n + 2, last_line(rows, layout)] for layout in layouts]
        assert got == expected, f"Two files of {n} large rows are not right"

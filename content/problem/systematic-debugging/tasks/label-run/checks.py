"""Exports drawn by seed, cut into pages, against labels made from the rules; then the tests."""

import re
from datetime import date

from piton import cases, check
from piton.suites import suite

from probe import run_in_a_row, run_pages

SKILL = "problem/systematic-debugging"
DEPOTS = ["North", "Harbour", "Mill"]
ARTICLES = ["valve", "seal", "pump", "hose", "gauge"]
GRAMS = [15, 260, 340, 800, 1000, 2000, 4100]
DAYS = ["2026-03-06", "2026-03-09", "2025-12-29", "2027-01-01"]
BAD = ["", "oops", "North;A-1;valve;two;340", ";A-1;seal;4", ";;seal;1;15", ";A-9;seal;0;15"]


# The labels, from the rules of the ticket. A row is depot, order, article, quantity, grams, and
# whether the depot is written.


def cents(grams):
    if grams <= 2000:
        return 450
    if grams <= 5000:
        return 720
    return 720 + -(-(grams - 5000) // 1000) * 90


def expected(rows, day):
    year, week, _ = date.fromisoformat(day).isocalendar()
    orders = {}
    for depot, order, _, quantity, grams, _ in rows:
        known = orders.setdefault(order, [depot, 0, 0])
        known[1] += quantity
        known[2] += quantity * grams
    labels, depots = [], {}
    for order, (depot, pieces, grams) in orders.items():
        labels.append(f"{depot.upper()} {year % 100:02}W{week:02} {order} {pieces} pcs {grams} g")
        parcels, sum_of_cents = depots.get(depot, [0, 0])
        depots[depot] = [parcels + 1, sum_of_cents + cents(grams)]
    return {"labels": labels, "depots": depots}


def text(row):
    depot, order, article, quantity, grams, written = row
    return f"{depot if written else ''};{order};{article};{quantity};{grams}"


def cut(lines, cuts):
    edges = [0, *cuts, len(lines)]
    return [lines[a:b] for a, b in zip(edges, edges[1:]) if a < b]


# Exports.


def draw_rows(rng, orders, most=3, written=0.2):
    rows = []
    depots = rng.sample(DEPOTS, rng.randint(1, 3))
    numbers = rng.sample(range(1, 99), orders)
    at = 0
    for number in numbers:
        if rows and at + 1 < len(depots) and rng.random() < 0.4:
            at += 1
        for _ in range(rng.randint(1, most)):
            begins = not rows or rows[-1][0] != depots[at]
            named = begins or rng.random() < written
            row = [depots[at], f"A-{number}", rng.choice(ARTICLES), rng.randint(1, 3)]
            rows.append([*row, rng.choice(GRAMS), named])
    return rows


def borders(rows):
    """Where one order ends and the next begins."""
    return [at for at in range(1, len(rows)) if rows[at][1] != rows[at - 1][1]]


def good_rows(rows):
    seen, last = set(), None
    for row in rows:
        if type(row) is not list or len(row) != 6 or type(row[5]) is not bool:
            return False
        depot, order, article, quantity, grams, named = row
        if depot not in DEPOTS or article not in ARTICLES or not good_order(order):
            return False
        if type(quantity) is not int or quantity < 1 or type(grams) is not int or grams < 1:
            return False
        if (last is None or last[0] != depot) and not named:
            return False
        if last is None or last[1] != order:
            if order in seen:
                return False
            seen.add(order)
        elif last[0] != depot:
            return False
        last = row
    return type(rows) is list


def good_order(order):
    return type(order) is str and order.startswith("A-") and order[2:].isdigit()


def good_cuts(rows, cuts):
    return (
        type(cuts) is list
        and all(type(at) is int and 0 < at < len(rows) for at in cuts)
        and cuts == sorted(set(cuts))
    )


# A small export for the examples.

SMALL = [
    ["North", "A-1", "valve", 2, 340, True],
    ["North", "A-1", "seal", 1, 2000, False],
    ["North", "A-2", "hose", 1, 800, False],
    ["Harbour", "A-3", "gauge", 1, 260, True],
]


def one_pages(rng):
    return draw_rows(rng, rng.choice([0, 1, 2, 5])), rng.choice(DAYS)


@check(
    "an export of one page is right, an empty one too",
    skill=SKILL,
    advice="This worked before. Compare your reader with the old one on a Friday.",
)
def one_page():
    def valid(rows, day):
        return good_rows(rows) and day in DAYS

    for rows, day in cases(one_pages, n=60, valid=valid, examples=[([], DAYS[0]), (SMALL, DAYS[1])]):
        got = run_pages(cut([text(row) for row in rows], []), day)
        assert got == expected(rows, day), "The labels of an export in one page are not right"


def cut_between_orders(rng):
    rows = draw_rows(rng, rng.randint(2, 6))
    edges = borders(rows)
    return rows, sorted(rng.sample(edges, rng.randint(1, len(edges)))), rng.choice(DAYS)


@check(
    "a depot goes on behind the end of a page",
    skill=SKILL,
    advice="Which lines have no depot written, and where did the reader know it last? "
    "Compare the pages of a Friday with those of a Monday.",
)
def depots_across_pages():
    def valid(rows, cuts, day):
        return (
            good_rows(rows)
            and good_cuts(rows, cuts)
            and cuts != []
            and set(cuts) <= set(borders(rows))
            and day in DAYS
        )

    examples = [(SMALL, [2], DAYS[1]), (SMALL, [3], DAYS[0])]
    for rows, cuts, day in cases(cut_between_orders, n=60, valid=valid, examples=examples):
        got = run_pages(cut([text(row) for row in rows], cuts), day)
        assert got == expected(rows, day), (
            "Labels behind the end of a page do not have the right depot, or an order is not its own"
        )


def written_behind(rows, cuts):
    """The same rows, with the depot written wherever a page begins."""
    return [[*row[:5], row[5] or at in cuts] for at, row in enumerate(rows)]


def pages_of(rows, cuts):
    """How many pages each order has lines on."""
    page, pages = 0, {}
    for at, row in enumerate(rows):
        page += at in cuts
        pages.setdefault(row[1], set()).add(page)
    return {order: len(found) for order, found in pages.items()}


def cut_inside(rng):
    rows = draw_rows(rng, rng.randint(1, 5), most=4)
    while len(rows) == len(borders(rows)) + 1:
        rows = draw_rows(rng, rng.randint(1, 5), most=4)
    inside = [at for at in range(1, len(rows)) if at not in borders(rows)]
    cuts = [rng.choice(inside)]
    for at in rng.sample(range(1, len(rows)), len(rows) - 1):
        if at not in cuts and max(pages_of(rows, [*cuts, at]).values()) == 2:
            cuts.append(at)
    cuts.sort()
    return written_behind(rows, cuts), cuts, rng.choice(DAYS)


@check(
    "an order that a page cuts in two is one parcel",
    skill=SKILL,
    advice="The crash is repaired. Was the depot the only thing that was forgotten at the end of a "
    "page? Read each line of the reader and ask what it believes about a page.",
)
def orders_across_pages():
    def valid(rows, cuts, day):
        return (
            good_rows(rows)
            and good_cuts(rows, cuts)
            and all(rows[at][5] for at in cuts)
            and max(pages_of(rows, cuts).values()) == 2
            and day in DAYS
        )

    examples = [(written_behind(SMALL, [1]), [1], DAYS[1])]
    for rows, cuts, day in cases(cut_inside, n=60, valid=valid, examples=examples):
        got = run_pages(cut([text(row) for row in rows], cuts), day)
        assert got == expected(rows, day), "An order that a page cuts in two is not one parcel"


def cut_often(rng):
    rows = draw_rows(rng, rng.randint(1, 3), most=3)
    extra = [[*rows[-1][:2], rng.choice(ARTICLES), 1, 15, False] for _ in range(rng.randint(2, 4))]
    rows = [*rows, *extra, ["Mill" if rows[-1][0] != "Mill" else "North", "A-99", "seal", 1, 15, True]]
    cuts = list(range(1, len(rows)))
    return written_behind(rows, cuts), cuts, rng.choice(DAYS)


@check(
    "an order may go on over any number of pages",
    skill=SKILL,
    advice="What if a whole page holds nothing but the middle of one order?",
    needs=["orders_across_pages"],
)
def orders_of_many_pages():
    def valid(rows, cuts, day):
        return (
            good_rows(rows)
            and good_cuts(rows, cuts)
            and all(rows[at][5] for at in cuts)
            and max(pages_of(rows, cuts).values()) > 2
            and day in DAYS
        )

    for rows, cuts, day in cases(cut_often, n=40, valid=valid):
        got = run_pages(cut([text(row) for row in rows], cuts), day)
        assert got == expected(rows, day), (
            "An order that goes on over more than two pages is not one parcel"
        )


def good_lines(lines):
    """Whether the lines but the bad ones can be read, and the first one names a depot."""
    form = rf"({'|'.join(DEPOTS)}|);A-[0-9]+;({'|'.join(ARTICLES)});[1-9][0-9]*;[1-9][0-9]*"
    good = all(line in BAD or re.fullmatch(form, line) for line in lines)
    return good and lines != [] and (lines[0] in BAD or not lines[0].startswith(";"))


def one_bad_line(rng):
    lines = [text(row) for row in draw_rows(rng, rng.randint(1, 4))]
    lines.insert(rng.randint(0, len(lines)), rng.choice(BAD))
    cuts = sorted(rng.sample(range(1, len(lines)), rng.randint(0, min(3, len(lines) - 1))))
    return lines, cuts, rng.choice(DAYS)


@check(
    "the number of a line that cannot be read counts the lines of the export",
    skill=SKILL,
    advice="Oksana looked at line 12 of the export. What did the program count?",
)
def bad_line():
    def valid(lines, cuts, day):
        one_bad = sum(line in BAD for line in lines) == 1
        return one_bad and good_lines(lines) and good_cuts(lines, cuts) and day in DAYS

    examples = [([*map(text, SMALL), "oops"], [3], DAYS[0]), (["oops"], [], DAYS[0])]
    for lines, cuts, day in cases(one_bad_line, n=60, valid=valid, examples=examples):
        number = next(at for at, line in enumerate(lines, 1) if line in BAD)
        got = run_pages(cut(lines, cuts), day)
        assert got == {"bad line": number}, "A line that cannot be read has the wrong number"


def broken_then_again(rng):
    rows = draw_rows(rng, rng.randint(1, 4))
    lines = [text(row) for row in rows]
    broken = [*lines[: rng.randint(1, len(lines))], rng.choice(BAD)]
    cuts = sorted(rng.sample(range(1, len(broken)), rng.randint(0, len(broken) - 1)))
    return broken, cuts, rows, rng.choice(DAYS)


@check(
    "an export that broke off leaves nothing behind for the next one",
    skill=SKILL,
    advice="What the reader knows of an export must end with it. Where does your state live?",
    needs=["bad_line"],
)
def next_export():
    def valid(broken, cuts, rows, day):
        return (
            sum(line in BAD for line in broken) == 1
            and broken[-1] in BAD
            and good_lines(broken)
            and good_cuts(broken, cuts)
            and good_rows(rows)
            and rows != []
            and day in DAYS
        )

    examples = [([*map(text, SMALL[:3]), "oops"], [2], SMALL, DAYS[1])]
    for broken, cuts, rows, day in cases(broken_then_again, n=40, valid=valid, examples=examples):
        pages = cut(broken, cuts)
        exports = [pages, pages, cut([text(row) for row in rows], [])]
        first, again, last = run_in_a_row(exports, day)
        number = {"bad line": len(broken)}
        assert first == number, "A line that cannot be read has the wrong number"
        assert again == number, (
            "The export after one that broke off is not right: its bad line has the wrong number"
        )
        assert last == expected(rows, day), "The export after one that broke off is not right"


tests = suite(
    target="reader.py",
    tests="test_weekly.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=12,
    skill=SKILL,
)

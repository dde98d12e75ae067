"""Lists of one centre and of several, drawn by seed, with lines that break."""

from piton import cases, check, require

from probe import merge, read

SPECIES = ["dunlin", "knot", "turnstone", "sanderling"]
DAYS = [f"2026-05-{day:02}" for day in range(1, 13)]
PLACES = ["Utsira", "Texel", "Rye", "Vadehavet", "Arcachon", "Tarifa"]
LINE = ["ConnectionError", "ConnectionResetError", "BrokenPipeError"]
OTHER = ["CentreError", "KeyError", "TimeoutError", "OSError", "KeyboardInterrupt"]


# What the ticket asks for.


def flat(pages):
    return [row for page in pages for row in page]


def needed(pages, n):
    """How many pages the first `n` rows need; to see that there are not so many needs all."""
    if n == 0:
        return 0
    have = 0
    for number, page in enumerate(pages, 1):
        have += len(page)
        if have >= n:
            return number
    return len(pages)


def in_order(lists):
    """The merged list, each row with the number of its list."""
    rows = [(number, row) for number, pages in enumerate(lists) for row in flat(pages)]
    return sorted(rows, key=lambda pair: pair[1]["day"], reverse=True)


def needed_of_each(lists, n):
    """How many pages of each list the first `n` rows of the merged list need."""
    if n == 0:
        return [0] * len(lists)
    out = [0] * len(lists)
    for number, _ in in_order(lists)[: n - 1]:
        out[number] += 1
    return [needed(pages, one + 1) for pages, one in zip(lists, out)]


def plan(failures):
    """Where the failures of a reading fall: connects by their number, and pages.

    A failure is the number of a page, whether its page or the connect for it fails, and how.
    None where no reading could meet these failures in this order.
    """
    connects, fails = {}, {}
    tried, is_open, last = 0, False, 0
    for page, way, kind in failures:
        if page < last or page < 1:
            return None
        if page > last:
            # The pages between were given, so there is a connection.
            if page > 1 and not is_open:
                tried, is_open = tried + 1, True
            last = page
        if not is_open:
            tried += 1
            if way == "connect":
                connects[str(tried)] = kind
                continue
            is_open = True
        if way == "connect":
            return None
        fails.setdefault(str(page), []).append(kind)
        is_open = False
    return connects, fails


# Lists, drawn. A list is a list of pages.


def draw_pages(rng, fewest=1, most=4, empty=False, days=12):
    rows = [
        {
            "day": rng.choice(DAYS[:days]),
            "ring": f"NOS {rng.randint(1000, 9999)}",
            "place": rng.choice(PLACES),
        }
        for _ in range(rng.randint(0 if empty else 4, 9))
    ]
    rows.sort(key=lambda row: row["day"], reverse=True)
    cuts = sorted(rng.randint(0, len(rows)) for _ in range(rng.randint(fewest, most) - 1))
    pages = [rows[a:b] for a, b in zip([0, *cuts], [*cuts, len(rows)])]
    return pages if empty else [page for page in pages if page]


def good_pages(pages, empty=False):
    """Whether a shrunk list is still one."""
    if type(pages) is not list or not pages or not all(type(page) is list for page in pages):
        return False
    rows = flat(pages)
    return (
        all(type(row) is dict and set(row) == {"day", "ring", "place"} for row in rows)
        and all(row["day"] in DAYS for row in rows)
        and all(one["day"] >= other["day"] for one, other in zip(rows, rows[1:]))
        and (empty or all(pages))
    )


def row(day, ring):
    return {"day": f"2026-05-{day:02}", "ring": f"NOS {ring}", "place": "Rye"}


THREE = [[row(9, 1), row(8, 2)], [row(6, 3)], [row(3, 4)]]
OTHERS = [[row(8, 5)], [row(5, 6), row(3, 7)]]


def one_list(rng):
    pages = draw_pages(rng, empty=True)
    return rng.choice(SPECIES), pages, rng.choice([None, rng.randint(0, len(flat(pages)))])


@check(
    "one list is read as before: nothing in advance, a page only when it is wanted",
    skill="python/generators",
    advice="Which lines run when sightings() is called, and which when a row is wanted?",
)
def one_centre():
    examples = [("dunlin", THREE, n) for n in (None, 1, 2, 3)]

    def valid(species, pages, n):
        return (
            species in SPECIES
            and good_pages(pages, empty=True)
            and (n is None or 0 <= n <= len(flat(pages)))
        )

    for species, pages, n in cases(one_list, n=50, valid=valid, examples=examples):
        got = read(species, pages, n, None, {}, {})
        require(
            got["before"] == 0,
            "The centre was called before anybody asked for a row",
            got=got["before"],
            expected=0,
        )
        rows = flat(pages)[:n]
        says = "Not the rows of the list in their order"
        if len(pages) > 2 and got["rows"] == flat(pages[:2]):
            says = "The token of page 3 is an empty text, which is not None, and the list ended before it"
        require(got["rows"] == rows, says, got=got["rows"], expected=rows)
        number = len(pages) if n is None else needed(pages, n)
        asked = list(range(1, number + 1))
        require(
            got["asked"] == [asked],
            "Other pages were asked for than those that the rows taken stand on",
            got=got["asked"],
            expected=[asked],
        )


def draw_failures(rng, number, tries, first=1):
    """Failures of pages, fewer than `tries` of each, that a reading can meet."""
    failures = []
    is_open = False
    for page in range(first, number + 1):
        for _ in range(rng.choice([0, 0, 1, 1, 2, tries - 1])):
            if sum(one[0] == page for one in failures) == tries - 1:
                break
            way = "page" if is_open or rng.random() < 0.5 else "connect"
            failures.append([page, way, rng.choice(LINE)])
            is_open = False
        is_open = True
    return failures


def good_failures(pages, failures, kinds):
    return type(failures) is list and all(
        type(one) is list
        and len(one) == 3
        and type(one[0]) is int
        and 1 <= one[0] <= len(pages)
        and one[1] in ("page", "connect")
        and one[2] in kinds
        for one in failures
    )


def times(failures, page):
    return sum(one[0] == page for one in failures)


def broken_lines(rng):
    pages = draw_pages(rng, fewest=2)
    tries = rng.choice([2, 3, 3, 4])
    return rng.choice(SPECIES), pages, draw_failures(rng, len(pages), tries), tries


@check(
    "a page whose line breaks is tried again over a new connection, and no row comes twice",
    skill="python/generators",
    advice="What must be known to go on in the middle of a list? And what is worth trying again: the list, the page, or the connect?",
    needs=["one_centre"],
)
def tried_again():
    examples = [
        ("dunlin", THREE, [[2, "page", "ConnectionError"]], 3),
        ("dunlin", THREE, [[1, "connect", "ConnectionError"]], 2),
        ("dunlin", THREE, [[2, "page", "ConnectionError"], [2, "connect", "ConnectionError"]], 3),
        ("dunlin", THREE, [[page, "page", "ConnectionError"] for page in (1, 2, 3)], 2),
    ]

    def valid(species, pages, failures, tries):
        return (
            species in SPECIES
            and good_pages(pages)
            and good_failures(pages, failures, LINE)
            and plan(failures) is not None
            and type(tries) is int
            and all(times(failures, page) < tries for page in range(len(pages) + 1))
        )

    for species, pages, failures, tries in cases(broken_lines, n=80, valid=valid, examples=examples):
        got = read(species, pages, None, tries, *plan(failures))
        require(
            got["error"] is None,
            f"Each page would have come within {tries} tries, and the caller got an error",
            got=got["error"],
            expected=None,
        )
        require(
            got["rows"] == flat(pages),
            "A reading over lines that break gave not all rows once and in order",
            got=got["rows"],
            expected=flat(pages),
        )


def line_down(rng):
    pages = draw_pages(rng, fewest=2)
    tries = rng.choice([None, 1, 2, 3, 4])
    page = rng.randint(1, len(pages))
    failures = draw_failures(rng, page - 1, tries or 3)
    for number in range((tries or 3) + 3):
        first = number == 0 and page > 1
        way = "page" if first or rng.random() < 0.5 else "connect"
        failures.append([page, way, rng.choice(LINE)])
    return rng.choice(SPECIES), pages, failures, tries


@check(
    "a page is tried so many times and no more, and then the caller gets the last error",
    skill="python/generators",
    advice="Count on your fingers for tries=1 and tries=2. What does the caller believe who gets no error?",
    needs=["tried_again"],
)
def given_up():
    examples = [
        ("dunlin", THREE, [[2, "page", "ConnectionError"]] * 6, tries) for tries in (None, 1, 2)
    ]

    def valid(species, pages, failures, tries):
        if not (species in SPECIES and good_pages(pages) and good_failures(pages, failures, LINE)):
            return False
        most = 3 if tries is None else tries
        return (
            type(most) is int
            and most >= 1
            and failures != []
            and plan(failures) is not None
            and times(failures, failures[-1][0]) == most + 3
            and all(times(failures, page) < most for page in range(failures[-1][0]))
        )

    for species, pages, failures, tries in cases(line_down, n=60, valid=valid, examples=examples):
        most = 3 if tries is None else tries
        page = failures[-1][0]
        got = read(species, pages, None, tries, *plan(failures))
        earlier = sum(one[0] < page for one in failures)
        last = failures[earlier + most - 1][2]
        require(
            got["error"] is not None,
            f"Page {page} cannot be had, and the caller did not get the error",
            got=got["error"],
            expected=last,
        )
        require(
            got["failed"] - earlier == most,
            f"Page {page} was tried {got['failed'] - earlier} times, and tries is {most}",
            got=got["failed"] - earlier,
            expected=most,
        )
        require(
            got["error"] == last,
            f"Page {page} cannot be had, and the caller did not get the error of the last try",
            got=got["error"],
            expected=last,
        )
        rows = flat(pages[: page - 1])
        require(
            got["rows"] == rows,
            f"Page {page} cannot be had, and the caller does not have just the rows before",
            got=got["rows"],
            expected=rows,
        )


def other_trouble(rng):
    pages = draw_pages(rng, fewest=2)
    page = rng.randint(1, len(pages))
    failures = draw_failures(rng, page, 3)
    # A try must be left, so that one who tries again would not see the error.
    own = [one for one in failures if one[0] == page]
    way = "page" if (page > 1 and not own) or rng.random() < 0.6 else "connect"
    return rng.choice(SPECIES), pages, [*failures, [page, way, rng.choice(OTHER)]]


@check(
    "any other error reaches the caller at once",
    skill="python/context-managers",
    advice="What do you know of an error that you do not know? An except should name what it can mend.",
    needs=["tried_again"],
)
def other_errors():
    examples = [("dunlin", THREE, [[2, "page", "CentreError"]]), ("dunlin", THREE, [[1, "connect", "OSError"]])]

    def valid(species, pages, failures):
        return (
            species in SPECIES
            and good_pages(pages)
            and good_failures(pages, failures, LINE + OTHER)
            and failures != []
            and failures[-1][2] in OTHER
            and all(one[2] in LINE for one in failures[:-1])
            and plan(failures) is not None
            and all(times(failures[:-1], page) < 3 for page in range(len(pages) + 1))
        )

    for species, pages, failures in cases(other_trouble, n=60, valid=valid, examples=examples):
        got = read(species, pages, None, 3, *plan(failures))
        page, way, kind = failures[-1]
        what = f"page {page}" if way == "page" else f"the connect for page {page}"
        require(
            got["error"] == kind,
            f"{what.capitalize()} failed with a {kind}, and the caller did not get the error",
            got=got["error"],
            expected=kind,
        )
        rows = flat(pages[: page - 1])
        require(
            got["rows"] == rows,
            f"{what.capitalize()} failed with a {kind}, and the caller does not have just the rows before",
            got=got["rows"],
            expected=rows,
        )


def ends(rng):
    pages = draw_pages(rng, fewest=2)
    way = rng.choice(["end", "early", "line", "other"])
    page = rng.randint(1, len(pages))
    failures = draw_failures(rng, len(pages) if way in ("end", "early") else page - 1, 3)
    if way == "line":
        failures += [[page, "page", rng.choice(LINE)] for _ in range(3)]
    if way == "other":
        failures.append([page, "page", rng.choice(OTHER)])
    return rng.choice(SPECIES), pages, rng.randint(1, len(flat(pages))) if way == "early" else None, failures


@check(
    "every connection of a reading is closed once, however it ends",
    skill="python/context-managers",
    advice="How many connections has a reading had, and who still knows the first one?",
    needs=["one_centre"],
)
def gives_back():
    examples = [
        ("dunlin", THREE, None, []),
        ("dunlin", THREE, 1, []),
        ("dunlin", THREE, None, [[2, "page", "ConnectionError"]]),
        ("dunlin", THREE, None, [[2, "page", "KeyboardInterrupt"]]),
    ]

    def valid(species, pages, n, failures):
        return (
            species in SPECIES
            and good_pages(pages)
            and (n is None or 1 <= n <= len(flat(pages)))
            and good_failures(pages, failures, LINE + OTHER)
            and plan(failures) is not None
        )

    for species, pages, n, failures in cases(ends, n=80, valid=valid, examples=examples):
        got = read(species, pages, n, 3, *plan(failures))
        closed = got["closed"]
        how = f"with {got['error']}" if got["error"] else "at its end" if n is None else f"after row {n}"
        once = [1] * len(closed)
        require(
            0 not in closed,
            f"A reading that ended {how} had {len(closed)} connections, and one of them was not closed",
            got=closed,
            expected=once,
        )
        require(closed == once, f"A connection of a reading that ended {how} was closed twice", got=closed, expected=once)


def several(rng):
    lists = [draw_pages(rng, empty=True, days=rng.choice([3, 12])) for _ in range(rng.randint(0, 4))]
    return rng.choice(SPECIES), lists


def good_lists(lists, empty=False):
    return type(lists) is list and all(good_pages(pages, empty) for pages in lists)


@check(
    "the merged list is newest first, and on one day the earlier centre comes first",
    skill="python/generators",
    advice="What is compared when two days are equal? And what does next() do with a list that has no rows?",
    needs=["one_centre"],
)
def order():
    examples = [
        ("dunlin", []),
        ("dunlin", [THREE, OTHERS]),
        ("dunlin", [[[]], THREE]),
        ("dunlin", [[[row(5, 1)]], [[row(5, 2)]]]),
    ]

    def valid(species, lists):
        return species in SPECIES and good_lists(lists, empty=True)

    for species, lists in cases(several, n=60, valid=valid, examples=examples):
        got = merge(species, lists, None, None)["rows"]
        expected = [row for _, row in in_order(lists)]
        require(
            sorted(map(str, got)) == sorted(map(str, expected)),
            "The merged list does not have all rows of all centres, each once",
            got=got,
            expected=expected,
        )
        require(got == expected, "The rows of the merged list are not in the right order", got=got, expected=expected)


def some_rows(rng):
    lists = [draw_pages(rng, fewest=2, days=rng.choice([4, 12])) for _ in range(rng.randint(1, 4))]
    return rng.choice(SPECIES), lists, rng.randint(0, sum(len(flat(pages)) for pages in lists))


@check(
    "the merged list asks each centre only for what the next row needs",
    skill="python/generators",
    advice="Between which two rows of the merged list does a list move on: before its row is out, or when one more is wanted?",
    needs=["one_centre", "order"],
)
def on_demand():
    examples = [("dunlin", [THREE, OTHERS], n) for n in (0, 1, 2, 3)]

    def valid(species, lists, n):
        return (
            species in SPECIES
            and good_lists(lists)
            and 0 <= n <= sum(len(flat(pages)) for pages in lists)
        )

    for species, lists, n in cases(some_rows, n=80, valid=valid, examples=examples):
        found = merge(species, lists, n, None)
        got = found["asked"]
        expected = [list(range(1, one + 1)) for one in needed_of_each(lists, n)]
        require(
            found["before"] == 0,
            "A centre was called before anybody asked for a row of the merged list",
            got=found["before"],
            expected=0,
        )
        require(
            all(len(one) <= len(other) for one, other in zip(got, expected)),
            f"The reader took {n} rows, and pages were asked for that nobody wanted yet",
            got=got,
            expected=expected,
        )
        require(got == expected, f"The first {n} rows need other pages", got=got, expected=expected)


def one_fails(rng):
    species, lists, _ = some_rows(rng)
    number = rng.randrange(len(lists))
    return species, lists, [number, rng.randint(1, len(lists[number])), rng.choice(LINE + OTHER)]


def rows_before(lists, fault):
    """How many rows of the merged list can be told without the page that fails."""
    number, page, _ = fault
    total = sum(len(flat(pages)) for pages in lists)
    return max(n for n in range(total + 1) if needed_of_each(lists, n)[number] < page)


def good_fault(lists, fault):
    return (
        type(fault) is list
        and len(fault) == 3
        and type(fault[0]) is int
        and 0 <= fault[0] < len(lists)
        and type(fault[1]) is int
        and 1 <= fault[1] <= len(lists[fault[0]])
        and fault[2] in LINE + OTHER
    )


@check(
    "when one centre fails, the caller has all rows before and gets the error",
    skill="python/generators",
    advice="What does the reader believe of a list that simply ends?",
    needs=["tried_again", "on_demand"],
)
def merge_fails():
    examples = [("dunlin", [THREE, OTHERS], [0, 2, kind]) for kind in ("CentreError", "ConnectionError")]

    def valid(species, lists, fault):
        return species in SPECIES and good_lists(lists) and good_fault(lists, fault)

    for species, lists, fault in cases(one_fails, n=60, valid=valid, examples=examples):
        found = merge(species, lists, None, fault)
        where = f"Page {fault[1]} of centre {fault[0] + 1} failed"
        rows = [row for _, row in in_order(lists)][: rows_before(lists, fault)]
        require(
            found["error"] == fault[2],
            f"{where}, and the caller did not get the error",
            got=found["error"],
            expected=fault[2],
        )
        require(
            found["rows"] == rows,
            f"{where}, and the caller does not have just the rows that could be told before",
            got=found["rows"],
            expected=rows,
        )


def merge_ends(rng):
    species, lists, n = some_rows(rng)
    way = rng.choice(["end", "early", "error"])
    if way == "error":
        number = rng.randrange(len(lists))
        return species, lists, None, [number, rng.randint(1, len(lists[number])), rng.choice(LINE + OTHER)]
    return species, lists, None if way == "end" else n, None


@check(
    "when the merged list ends, in whatever way, no connection of any centre is open",
    skill="python/context-managers",
    advice="Who closes the other generators when one has failed? A traceback keeps every local name of its frames alive.",
    needs=["gives_back", "order"],
)
def merge_gives_back():
    examples = [
        ("dunlin", [THREE, OTHERS], None, None),
        ("dunlin", [THREE, OTHERS], 2, None),
        ("dunlin", [THREE, OTHERS], None, [1, 2, "CentreError"]),
    ]

    def valid(species, lists, n, fault):
        return (
            species in SPECIES
            and good_lists(lists)
            and (n is None or 0 <= n <= sum(len(flat(pages)) for pages in lists))
            and (fault is None or (n is None and good_fault(lists, fault)))
        )

    for species, lists, n, fault in cases(merge_ends, n=60, valid=valid, examples=examples):
        found = merge(species, lists, n, fault)
        how = "at its end" if n is None else f"after row {n}"
        if fault:
            how = f"with an error of centre {fault[0] + 1}"
        require(
            found["left_open"] == [0] * len(lists),
            f"The merged list ended {how}, and connections were still open",
            got=found["left_open"],
            expected=[0] * len(lists),
        )

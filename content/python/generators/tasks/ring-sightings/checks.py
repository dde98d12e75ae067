"""Lists of sightings, drawn by seed, read to the end, given up early, or broken off by an error."""

from piton import cases, check, require

from probe import first_of, prepare, read

SPECIES = ["dunlin", "knot", "turnstone", "sanderling"]
PLACES = ["Utsira", "Texel", "Rye", "Vadehavet", "Arcachon", "Tarifa"]
ERRORS = ["CentreError", "ConnectionError", "KeyError", "TimeoutError", "KeyboardInterrupt", "SystemExit"]
INTERRUPTS = {"KeyboardInterrupt", "SystemExit"}
NOT_CLOSED = (
    "Ctrl-C and sys.exit() are no Exception, and they leave a function like any other error. What runs "
    "on every way out, also on one that you have not thought of?"
)
INTERRUPTED = (
    "Ctrl-C and sys.exit() are no Exception, and no business of a list: whatever catches them, a bare "
    "except, BaseException or their name, must raise them again. A finally or a with block needs no except."
)


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


def asked(log):
    return [call for call in log if call.startswith("page")]


def named(calls):
    return ", ".join(calls) or "no page"


def page_calls(number):
    return [f"page {one}" for one in range(1, number + 1)]


# Lists, drawn. A list is a list of pages.


def draw_pages(rng, fewest=1, most=5, empty=False):
    pages = []
    number = 9000
    for _ in range(rng.randint(fewest, most)):
        page = []
        for _ in range(rng.randint(0 if empty else 1, 4)):
            number -= rng.randint(1, 9)
            page.append({"ring": f"NOS {number}", "place": rng.choice(PLACES)})
        pages.append(page)
    return pages


def good_pages(pages, empty=False):
    """Whether a shrunk list is still one."""
    return (
        type(pages) is list
        and pages != []
        and all(type(page) is list and (empty or page != []) for page in pages)
        and all(type(row) is dict and set(row) == {"ring", "place"} for row in flat(pages))
    )


TWO = [[{"ring": "NOS 3", "place": "Rye"}], [{"ring": "NOS 2", "place": "Texel"}]]
FOUR = [*TWO, [{"ring": "NOS 1", "place": "Utsira"}], [{"ring": "NOS 0", "place": "Tarifa"}]]


def lists(rng):
    # Either some pages are empty, or one but the last has the empty text as its `next`.
    pages = draw_pages(rng, empty=rng.random() < 0.6)
    full = len(pages) > 1 and all(pages)
    no_text = rng.randrange(1, len(pages)) if full else None
    return rng.choice(SPECIES), pages, no_text


@check(
    "all rows of all pages come out, in order",
    skill="python/generators",
    advice="Which page is the last one? Ask what the service says about it, and about empty pages.",
)
def all_pages():
    examples = [
        ("dunlin", [[]], None),
        ("dunlin", [[], *TWO], None),
        ("dunlin", [TWO[0], [], TWO[1]], None),
        ("dunlin", [*TWO, []], None),
        ("dunlin", TWO, 1),
    ]

    def valid(species, pages, no_text):
        given = no_text is None or type(no_text) is int and 1 <= no_text < len(pages)
        return species in SPECIES and good_pages(pages, empty=no_text is None) and given

    for species, pages, no_text in cases(lists, n=40, valid=valid, examples=examples):
        got = read(species, pages, None, {}, no_text)["rows"]
        where = "" if no_text is None else f"The `next` of page {no_text} is an empty text, which is not None. "
        require(
            got == flat(pages),
            f"{where}A reading to the end gave not all rows of all pages in their order",
            got=got,
            expected=flat(pages),
        )


def rows_taken(rng):
    pages = draw_pages(rng, fewest=2)
    n = len(flat(pages))
    edges = [sum(map(len, pages[:at])) for at in range(1, len(pages))]
    return rng.choice(SPECIES), pages, rng.choice([rng.randint(1, n), rng.choice(edges)])


@check(
    "a page is asked for only when a row of it is wanted",
    skill="python/generators",
    advice="Between which two rows does your code ask for the next page? Nothing may be asked for in advance.",
)
def on_demand():
    examples = [("dunlin", FOUR, 1), ("dunlin", FOUR, 2)]

    def valid(species, pages, n):
        return species in SPECIES and good_pages(pages) and 1 <= n <= len(flat(pages))

    for species, pages, n in cases(rows_taken, n=60, valid=valid, examples=examples):
        got = asked(read(species, pages, n, {})["before_close"])
        expected = page_calls(needed(pages, n))
        require(
            len(got) <= len(expected),
            f"The reader took {n} of the rows, and pages were asked for that nobody wanted yet",
            got=got,
            expected=expected,
        )
        require(got == expected, f"The first {n} rows need other pages", got=got, expected=expected)


@check(
    "nothing is called before the first row is asked for",
    skill="python/generators",
    advice="Which lines run when sightings() is called, and which when the first row is wanted?",
)
def nothing_before():
    def draw(rng):
        return rng.choice(SPECIES), draw_pages(rng), rng.random() < 0.5

    def valid(species, pages, begun):
        return species in SPECIES and good_pages(pages) and type(begun) is bool

    for species, pages, begun in cases(draw, n=6, valid=valid):
        got = prepare(species, pages, begun)
        require(got == [], "The centre was called before anybody asked for a row", got=got, expected=[])


def ends(rng):
    pages = draw_pages(rng)
    way = rng.choice(["end", "early", "error"])
    if way == "error":
        return rng.choice(SPECIES), pages, None, {f"page {rng.randint(1, len(pages))}": rng.choice(ERRORS)}
    return rng.choice(SPECIES), pages, None if way == "end" else rng.randint(1, len(flat(pages))), {}


@check(
    "a reading has one connection and closes it once, however it ends",
    skill="python/context-managers",
    advice="close() raises GeneratorExit at the yield, and that is no Exception. What runs on its way out?",
)
def gives_back():
    examples = [
        ("dunlin", FOUR, None, {}),
        ("dunlin", FOUR, 1, {}),
        ("dunlin", FOUR, None, {"page 2": "CentreError"}),
        ("dunlin", FOUR, None, {"page 1": "KeyboardInterrupt"}),
    ]

    def valid(species, pages, n, faults):
        return (
            species in SPECIES
            and good_pages(pages)
            and (n is None or 1 <= n <= len(flat(pages)))
            and len(faults) <= (1 if n is None else 0)
            and all(step in page_calls(len(pages)) and kind in ERRORS for step, kind in faults.items())
        )

    for species, pages, n, faults in cases(ends, n=60, valid=valid, examples=examples):
        log = read(species, pages, n, faults)["log"]
        how = "was read to the end" if n is None else f"was given up after row {n}"
        if faults:
            how = " and ".join(f"ended with a {kind} on {step}" for step, kind in faults.items())
        opened, closed = log.count("connect"), log.count("close")
        require(
            opened == 1,
            f"The reading {how}, was asked for a row after that, and opened {opened} connections",
            got=log,
            expected="one connect",
        )
        require(
            closed != 0,
            f"The connection was not closed: the reading {how}",
            got=log,
            expected="one close",
            advice=NOT_CLOSED if set(faults.values()) & INTERRUPTS else None,
        )
        require(
            closed == 1,
            f"The connection was closed {closed} times: the reading {how}",
            got=log,
            expected="one close",
        )


def broken(rng):
    pages = draw_pages(rng)
    step = rng.choice(["connect", *page_calls(len(pages)), f"page {len(pages)}"])
    return rng.choice(SPECIES), pages, {step: rng.choice(ERRORS)}


@check(
    "an error reaches the caller, after all rows of the pages before",
    skill="python/generators",
    advice="Who decides whether half a list is good enough? And what exists when connect() has failed?",
    needs=["on_demand", "nothing_before"],
)
def errors():
    examples = [
        ("dunlin", FOUR, {"page 3": "CentreError"}),
        ("dunlin", FOUR, {"connect": "CentreError"}),
        ("dunlin", FOUR, {"page 3": "KeyboardInterrupt"}),
    ]

    def valid(species, pages, faults):
        steps = ["connect", *page_calls(len(pages))] if good_pages(pages) else []
        return (
            species in SPECIES
            and len(faults) == 1
            and all(step in steps and kind in ERRORS for step, kind in faults.items())
        )

    for species, pages, faults in cases(broken, n=60, valid=valid, examples=examples):
        ((step, kind),) = faults.items()
        got = read(species, pages, None, faults)
        before = 0 if step == "connect" else int(step.split()[1]) - 1
        rows = flat(pages[:before])
        require(
            got["error"] == kind,
            f"{step} failed with a {kind}, and the caller did not get the error",
            got=got["error"],
            expected=kind,
            advice=INTERRUPTED if kind in INTERRUPTS else None,
        )
        require(
            got["rows"] == rows,
            f"{step} failed with a {kind}, and the caller does not have just the rows of the pages before",
            got=got["rows"],
            expected=rows,
        )


def firsts(rng):
    pages = draw_pages(rng)
    n = len(flat(pages))
    edges = [0, *(sum(map(len, pages[:at])) for at in range(1, len(pages) + 1)), n + 1, n + 5]
    return rng.choice(SPECIES), pages, rng.choice([rng.randint(0, n), rng.choice(edges)]), rng.random() < 0.3


@check(
    "first() gives the first rows, needs no page more, and leaves nothing open",
    skill="python/generators",
    advice="When does your loop find out that it has enough: before it asks for one more row, or after?",
    needs=["on_demand", "nothing_before", "gives_back"],
)
def first_rows():
    examples = [("dunlin", FOUR, n, False) for n in (0, 1, 4, 5)]

    def valid(species, pages, n, by_name):
        return species in SPECIES and good_pages(pages) and n >= 0 and type(by_name) is bool

    for species, pages, n, by_name in cases(firsts, n=60, valid=valid, examples=examples):
        got = first_of(species, pages, n, by_name)
        expected = flat(pages)[:n]
        require(got["rows"] == expected, f"`first(..., {n})` gave other rows", got=got["rows"], expected=expected)
        calls = page_calls(needed(pages, n))
        require(
            asked(got["log"]) == calls,
            f"`first(..., {n})` asked for {named(asked(got['log']))}; it needs {named(calls)}",
            got=asked(got["log"]),
            expected=calls,
        )
        opened, closed = got["log"].count("connect"), got["log"].count("close")
        require(
            opened == closed,
            f"`first(..., {n})` came back and left a connection open",
            got=got["log"],
            expected="a close for each connect",
        )

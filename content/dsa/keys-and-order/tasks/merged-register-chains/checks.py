"""Registers drawn by seed, and the people in them found by following every link."""

from piton import cases, check, require
from piton.partner import observed
from probe import chain, groups, looks, star, steps

NAMES = [("Ida", "de Vries"), ("Ida", "Vermeer"), ("Aron", "Weiss"), ("Noor", "Haddad")]
RUN_TOGETHER = ("Ida", "deVries")
# One text if they are joined by a space.
SPLIT = [("Anna Maria", "Berg"), ("Anna", "Maria Berg")]
DAYS = [[1950, 7, 2], [1984, 3, 9], [1983, 5, 21]]
CARDS = ["B-207", "B-208", "C-114", "C-115"]
EMPTY = [0, ""]
SPELLINGS = [str, str.upper, str.lower, lambda text: f" {text}", lambda text: text.replace(" ", "  ")]


def plain(text):
    return " ".join(text.lower().split())


def name(row):
    return [plain(row[0]), plain(row[1]), row[2]]


def linked(one, other, slip=None):
    """Whether two records share a card or a name with a birthday."""
    by_card = one[3] == other[3] and (one[3] is not None or slip == "none")
    by_name = name(one) == name(other) and (one[2] is not None or slip == "none")
    if slip == "spelling":
        by_name = by_name and one[:2] == other[:2]
    return by_card or by_name


def people(rows, slip=None):
    """The people as lists of places, or with one of the rules misread."""
    found = []
    for at, row in enumerate(rows):
        near = [
            group
            for group in found
            if any(linked(rows[other], row, slip) for other in (group[:1] if slip == "first" else group))
        ]
        if slip in ("first", "any"):
            # The record joins one group and leaves the others apart.
            near = near[:1]
        found = [group for group in found if group not in near]
        found.append(sorted([at, *(other for group in near for other in group)]))
    if slip == "passes":
        found = two_passes(rows)
    return sorted(found)


def two_passes(rows):
    """First by the card, then by the name of the first record of each group."""
    by_card = {}
    for at, row in enumerate(rows):
        by_card.setdefault(("card", row[3]) if row[3] is not None else ("place", at), []).append(at)
    by_name = {}
    for group in by_card.values():
        first = rows[group[0]]
        key = str(name(first)) if first[2] else f"place {group[0]}"
        by_name.setdefault(key, []).extend(group)
    return [sorted(group) for group in by_name.values()]


def in_doubt(rows, group):
    return any(len({repr(rows[at][part]) for at in group if rows[at][part] is not None}) > 1 for part in (2, 3))


SLIPS = ["none", "first", "any", "passes", "spelling"]


def shows_only(rows, *shown):
    """Whether no misreading makes a difference, except perhaps those in `shown`."""
    right = people(rows)
    return all(slip in shown or people(rows, slip) == right for slip in SLIPS)


def draw_row(rng, none=0.0, spelled=False, names=NAMES):
    spell = rng.choice(SPELLINGS) if spelled else str
    given, surname = map(spell, rng.choice(names))
    born = None if rng.random() < none else list(rng.choice(DAYS))
    return [given, surname, born, None if rng.random() < none else rng.choice(CARDS)]


def registers(*shown, n=(1, 7), **options):
    def draw(rng):
        while True:
            rows = [draw_row(rng, **options) for _ in range(rng.randint(*n))]
            if shows_only(rows, *shown):
                return (rows,)

    return draw


def good(rows):
    return type(rows) is list and all(
        type(row) is list
        and len(row) == 4
        and any(name([*one, None])[:2] == name(row)[:2] for one in [*NAMES, RUN_TOGETHER, *SPLIT])
        and (row[2] is None or row[2] in DAYS)
        and (row[3] is None or row[3] in CARDS or row[3] in EMPTY)
        for row in rows
    )


def all_known(rows):
    return all(row[2] is not None and row[3] is not None for row in rows)


def partition(found):
    return sorted(sorted(group) for group in found)


def play(says, draw, *shown, n=60, also=lambda rows: True, examples=()):
    def valid(rows):
        return good(rows) and shows_only(rows, *shown) and also(rows)

    for (rows,) in cases(draw, n=n, valid=valid, examples=[(one,) for one in examples]):
        got, expected = partition(groups(rows)["people"]), people(rows)
        assert got == expected, says


DAY = DAYS[1]


@check(
    "two records that share a card, or name and birthday, are of one person",
    skill="dsa/keys-and-order",
    advice="A record has two keys, and either of them is enough.",
)
def direct_links():
    play(
        "Records that are linked directly are not put together, or others are",
        registers(n=(1, 4)),
        also=all_known,
        examples=[
            [],
            [["Ida", "Vermeer", DAY, "B-207"], ["Ida", "Vermeer", DAY, "C-114"]],
            *([["Ida", "Vermeer", DAY, card], ["Ida", "de Vries", DAY, card]] for card in EMPTY),
        ],
    )


@check(
    "what nobody asked for links nobody",
    skill="dsa/keys-and-order",
    advice="None equals None. It says that two desks did not ask, and nothing about two people.",
    needs=["direct_links"],
)
def nobody_asked():
    play(
        "Records without a card or a birthday are put together, or apart, wrongly",
        registers("none", none=0.5),
        "none",
        examples=[
            [["Ida", "Vermeer", DAY, None], ["Aron", "Weiss", DAY, None]],
            [["Noor", "Haddad", None, None], ["Noor", "Haddad", None, None]],
            [["Noor", "Haddad", None, "B-207"], ["Ida", "Vermeer", None, "B-207"]],
        ],
    )


@check(
    "capitals and spaces in a name do not matter",
    skill="dsa/keys-and-order",
    advice="Spaces can stand around a name and between its words, one or many.",
    needs=["direct_links"],
)
def spellings():
    play(
        "Records of one name in two spellings are not put together, or those of two names are",
        registers("spelling", spelled=True, names=NAMES[:1], n=(2, 4)),
        "spelling",
        also=all_known,
        examples=[
            [["Ida", "de Vries", DAY, "B-207"], ["IDA ", "de  Vries", DAY, "C-114"]],
            [["Ida", "de Vries", DAY, "B-207"], [*RUN_TOGETHER, DAY, "C-114"]],
            [[*SPLIT[0], DAY, "B-207"], [*SPLIT[1], DAY, "C-114"]],
        ],
    )


@check(
    "records that hang together by a chain are of one person, in whatever order they come",
    skill="dsa/keys-and-order",
    advice="The third record can belong to two groups that were apart until now. Who joins them?",
    needs=["direct_links"],
)
def chains():
    one, other = ["Ida", "Vermeer", DAY, "B-207"], ["Aron", "Weiss", DAY, "C-114"]
    play(
        "Records that hang together by a chain are not one person, or others are",
        registers("first", "any", "passes", n=(3, 8)),
        "first",
        "any",
        "passes",
        n=100,
        also=all_known,
        examples=[
            [one, other, ["Ida", "Vermeer", DAY, "C-114"]],
            [one, ["Ida", "Vermeer", DAY, "C-114"], other],
            [["Ida", "Vermeer", DAY, "C-114"], one, other],
        ],
    )


@check(
    "people stand in the order of their first records, and their records in the order of the list",
    skill="dsa/keys-and-order",
    advice="The way in which you find the records of a person is not the order in which they are to stand.",
    needs=["chains"],
)
def order():
    for (rows,) in cases(
        registers(*SLIPS, none=0.2, n=(2, 8)), n=60, valid=lambda rows: good(rows)
    ):
        got, expected = groups(rows)["people"], people(rows)
        if partition(got) == expected:
            assert got == expected, "The people or their records do not stand in their order"


@check(
    "people whose records contradict each other are in doubt, and no others",
    skill="dsa/keys-and-order",
    advice="Two different cards, or two different birthdays, in any two records of a person. None contradicts nothing.",
    needs=["order", "nobody_asked"],
)
def contradictions():
    examples = [
        ([["Ida", "Vermeer", DAY, None], ["Ida", "Vermeer", DAY, "B-207"], ["Ida", "Vermeer", DAY, "C-114"]],),
        ([["Ida", "Vermeer", DAY, None], ["Ida", "Vermeer", DAY, "B-207"]],),
        ([["Ida", "Vermeer", DAY, 0], ["Ida", "Vermeer", DAY, "C-114"]],),
        ([["Ida", "Vermeer", None, "B-207"], ["Ida", "de Vries", DAY, "B-207"]],),
        ([["Ida", "Vermeer", DAYS[0], "B-207"], ["Ida", "Vermeer", DAYS[1], "B-207"]],),
    ]
    draw = registers(*SLIPS, none=0.3, n=(1, 6))
    for (rows,) in cases(draw, n=80, valid=lambda rows: good(rows), examples=examples):
        got = groups(rows)["doubtful"]
        expected = [group for group in people(rows) if in_doubt(rows, group)]
        assert got == expected, "The people in doubt are not the right ones"


@check(
    "the list that was handed in stays as it was",
    skill="dsa/keys-and-order",
    advice="The export is read by two others after you.",
)
def list_kept():
    for (rows,) in cases(registers(*SLIPS, none=0.2), n=20, valid=lambda rows: good(rows)):
        assert groups(rows)["list kept"] is True, "The list of records was changed"


@check(
    "each card is looked at a few times, however many records there are",
    skill="dsa/keys-and-order",
    advice="Whoever compares records in pairs makes 800 million comparisons of the 40,000. What finds the equal ones at once?",
    grade="C",
    needs=["order"],
)
def few_looks():
    got = looks([7, 7])["people"]
    assert got == [[0, 1]], "Two records with equal cards that are not printed alike are not put together"

    def draw(rng):
        return [rng.randrange(400) for _ in range(500)]

    for cards in cases(draw, n=1, valid=lambda cards: False):
        got = looks(cards)
        together = {}
        for at, card in enumerate(cards):
            together.setdefault(card, []).append(at)
        # Whoever counts wrongly must still know who is who.
        assert got["people"] == list(together.values()), "In a large register the people are not right"
        for what in ("hashed", "compared"):
            each = got[what] // len(cards)
            require(
                each <= 12,
                f"For each record a card is {what} {each} times, and at most 12 times are allowed",
                got=each,
                expected=12,
            )


@check(
    "twice the register is twice the work, also where all of it has one card",
    skill="dsa/keys-and-order",
    advice="Whoever walks over all records of a card each time that he comes by it does so once for each of "
    "them. When has a card told all that it knows?",
    grade="C",
    needs=["few_looks"],
)
def few_steps():
    for n in cases(lambda rng: rng.randint(80, 90), n=1, valid=lambda _: False):
        counts = []
        for number in (n, 2 * n):
            every_pair = number**2
            counts.append(
                observed(steps, number, partner="every_key_again", bad=lambda count: count > every_pair)
            )
        require(
            counts[1] <= 3 * counts[0],
            f"{n} records with one card took {counts[0]:,} steps of the interpreter and {2 * n} took "
            f"{counts[1]:,}, which is {counts[1] / counts[0]:.1f} times as many; at most 3 times are allowed",
        )


@check(
    "a chain may be as long as the register, and one card on all of it",
    skill="dsa/keys-and-order",
    advice="A function that calls itself for each link ends after a thousand calls or so.",
    needs=["few_steps"],
)
def long_chain():
    def draw(rng):
        # Records in a row that share one key are one step, so the chain is a good deal shorter.
        return rng.randint(8_000, 8_200), [rng.randrange(2) for _ in range(5)] + [0, 1]

    for n, links in cases(draw, n=1, valid=lambda n, links: n >= 2 and bool(links)):
        got = chain(n, links)
        assert got == [n], f"{n} records, each linked to the next, are not one person"
    assert star(40_000) == [40_000], "40,000 records with one card are not one person"

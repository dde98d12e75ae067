"""Registers drawn by seed, merged and sorted by the rules of the ticket."""

from piton import cases, check, require

from probe import merged, post, recalls

# Different people whose names look alike once the border between the two parts is lost.
NAMES = [
    ("Li", "Nan"),
    ("Lin", "An"),
    ("Ana Maria", "Lopez"),
    ("Ana", "Maria Lopez"),
    ("AnaMaria", "Lopez"),
    ("Aron", "Weiss"),
    ("Weiss", "Aron"),
    ("Ida", "de Vries"),
    ("Zoe", "Abbott"),
]
DAYS = [[1949, 2, 11], [1950, 7, 2], [1984, 3, 9], [1991, 1, 30], [2024, 2, 29]]
PHONES = ["555 0101", "555 0102", "555 0203", "555 0204", "555 0305"]
SPELLINGS = [
    str,
    str.upper,
    str.lower,
    lambda text: f" {text}",
    lambda text: text.replace(" ", "   ") + " ",
]


# The rules of the ticket.


def plain(text):
    return " ".join(text.lower().split())


def same(one, other):
    """Whether two records are of one person."""
    return one[2] is not None and [plain(one[0]), plain(one[1]), one[2]] == [
        plain(other[0]),
        plain(other[1]),
        other[2],
    ]


def right_merge(rows):
    people = []
    for given, surname, born, phones in rows:
        row = [given, surname, born, []]
        found = next((one for one in people if same(one, row)), row)
        if found is row:
            people.append(row)
        found[3] += [phone for at, phone in enumerate(phones) if phone not in found[3] + phones[:at]]
    return people


def right_post(rows):
    known = [row for row in rows if row[2] is not None]
    known.sort(key=lambda row: (row[2], plain(row[1]), plain(row[0])))
    return known + [row for row in rows if row[2] is None]


def people_of(rows):
    """Who is in a list, in an order of ours and without phones and spellings."""
    return sorted([plain(row[0]), plain(row[1]), row[2] or []] for row in rows)


def text(row):
    born = "{}-{:02}-{:02}".format(*row[2]) if row[2] else "birthday unknown"
    return f"{row[0]!r} {row[1]!r} ({born})"


# Records.


def draw(rng, known=1.0, spelled=True, name=None):
    spell = rng.choice(SPELLINGS) if spelled else str
    given, surname = map(spell, name or rng.choice(NAMES))
    born = list(rng.choice(DAYS)) if rng.random() < known else None
    return [given, surname, born, rng.sample(PHONES, rng.randrange(3))]


def good(rows):
    return type(rows) is list and all(
        type(row) is list
        and len(row) == 4
        and type(row[0]) is type(row[1]) is str
        and any((plain(one), plain(two)) == (plain(row[0]), plain(row[1])) for one, two in NAMES)
        and (row[2] is None or row[2] in DAYS)
        and type(row[3]) is list
        and all(phone in PHONES for phone in row[3])
        for row in rows
    )


def all_known(rows):
    return all(row[2] is not None for row in rows)


def different(rows):
    return not any(same(one, other) for at, one in enumerate(rows) for other in rows[:at])


def split(rng, rows):
    at = rng.randint(0, len(rows))
    return rows[:at], rows[at:]


def strangers(rng):
    rows = []
    for _ in range(rng.choice([0, 1, 2, 4, 8])):
        row = draw(rng, spelled=False)
        if different([*rows, row]):
            rows.append(row)
    return split(rng, rows)


@check(
    "nobody is lost when two registers are merged",
    skill="dsa/keys-and-order",
    advice="A key must keep everything that tells two people apart, the border between the parts and between two words included.",
)
def nobody_lost():
    day = DAYS[2]
    examples = [
        ([["Li", "Nan", day, []]], [["Lin", "An", day, []]]),
        ([["Ana Maria", "Lopez", day, []]], [["Ana", "Maria Lopez", day, []]]),
        ([["Ana Maria", "Lopez", day, []]], [["AnaMaria", "Lopez", day, []]]),
        ([["Aron", "Weiss", day, []]], [["Weiss", "Aron", day, []]]),
        ([["Aron", "Weiss", day, []]], [["Aron", "Weiss", DAYS[0], []]]),
    ]

    def valid(first, second):
        rows = [*first, *second]
        return good(rows) and all_known(rows) and different(rows)

    for first, second in cases(strangers, n=60, valid=valid, examples=examples):
        got = merged(first, second)["people"]
        for row in [*first, *second]:
            require(
                people_of([row])[0] in people_of(got),
                f"{text(row)} is missing from the merged register",
                got=got,
                expected=right_merge([*first, *second]),
            )
        assert people_of(got) == people_of([*first, *second]), (
            "The merged register has somebody whom neither list has"
        )


def twins(rng):
    rows = [draw(rng) for _ in range(rng.randint(1, 4))]
    for row in list(rows):
        for _ in range(rng.randrange(3)):
            name = next(name for name in NAMES if tuple(map(plain, row[:2])) == tuple(map(plain, name)))
            again = draw(rng, name=name)
            again[2] = list(row[2])
            rows.insert(rng.randint(0, len(rows)), again)
    return split(rng, rows)


@check(
    "a person who was written down twice is in the merged register once",
    skill="dsa/keys-and-order",
    advice="What counts as equal: capitals, and spaces around a name or between its words? If that is right, equal records still need equal hashes, or a set and a dict never compare them.",
)
def nobody_twice():
    day = DAYS[3]
    examples = [
        ([["Ida", "de Vries", day, []]], [["IDA", "DE VRIES", day, []]]),
        ([["Ida", "de Vries", day, []]], [["Ida ", "de   Vries", day, []]]),
    ]

    def valid(first, second):
        return good([*first, *second]) and all_known([*first, *second])

    for first, second in cases(twins, n=80, valid=valid, examples=examples):
        got = people_of(merged(first, second)["people"])
        for one in got:
            require(
                got.count(one) == 1,
                f"{one[0]!r} {one[1]!r}, born {one[2]}, is in the merged register {got.count(one)} times",
                got=got,
                expected=people_of(right_merge([*first, *second])),
            )


def without_birthdays(rng):
    name = rng.choice(NAMES)
    rows = [draw(rng, known=0.4, name=name) for _ in range(rng.randint(2, 4))]
    rng.choice(rows)[2] = None
    rows = [row for at, row in enumerate(rows) if row[2] is None or different(rows[: at + 1])]
    return split(rng, rows)


@check(
    "a record without a birthday is merged with no other",
    skill="dsa/keys-and-order",
    advice="None == None is true, and says only that nobody asked either of them.",
    needs=["nobody_lost"],
)
def unknown_birthday():
    examples = [([["Ida", "de Vries", None, []]], [["Ida", "de Vries", None, []]])]

    def valid(first, second):
        rows = [*first, *second]
        return good(rows) and different(rows) and not all_known(rows)

    for first, second in cases(without_birthdays, n=60, valid=valid, examples=examples):
        got = merged(first, second)["people"]
        assert people_of(got) == people_of([*first, *second]), (
            "A record whose birthday nobody knows was not kept as a person of its own"
        )


@check(
    "people stand in the order in which they first appear, as they were first written",
    skill="dsa/keys-and-order",
    advice="A dict keeps the first key and the last value. A set promises no order at all.",
    needs=["nobody_lost", "nobody_twice"],
)
def first_appearance():
    def valid(first, second):
        return good([*first, *second]) and all_known([*first, *second])

    for first, second in cases(twins, n=60, valid=valid):
        got = [row[:3] for row in merged(first, second)["people"]]
        expected = [row[:3] for row in right_merge([*first, *second])]
        assert people_of(got) == people_of(expected), "Somebody is missing or stands there twice"
        order = [people_of([row])[0] for row in got]
        assert order == [people_of([row])[0] for row in expected], (
            "The people do not stand in the order in which they first appear"
        )
        assert got == expected, "Somebody is not written as in the first record"


@check(
    "a merged person has the phones of all records, each once, in the order in which they came",
    skill="dsa/keys-and-order",
    advice="Which record stays is one question, what it takes over from the others is another.",
    needs=["first_appearance"],
)
def all_phones():
    day = DAYS[1]
    examples = [
        ([["Zoe", "Abbott", day, [PHONES[2]]]], [["Zoe", "Abbott", day, [PHONES[0], PHONES[2]]]]),
        ([["Zoe", "Abbott", day, [PHONES[1], PHONES[1]]]], []),
    ]

    def valid(first, second):
        return good([*first, *second]) and all_known([*first, *second])

    for first, second in cases(twins, n=60, valid=valid, examples=examples):
        got = [row[3] for row in merged(first, second)["people"]]
        expected = [row[3] for row in right_merge([*first, *second])]
        assert got == expected, "The phones of the merged people are not all there, once, in order"


@check(
    "the two lists and their records stay as they were",
    skill="dsa/keys-and-order",
    advice="Both practices go on using their own records until the switch. Build new ones.",
)
def lists_unchanged():
    day = DAYS[1]
    examples = [([["Zoe", "Abbott", day, [PHONES[2]]]], [["Zoe", "Abbott", day, [PHONES[0]]]])]

    def valid(first, second):
        return good([*first, *second])

    for first, second in cases(twins, n=40, valid=valid, examples=examples):
        got = merged(first, second)
        kept = [got["first"], got["second"]]
        assert kept == [first, second], "Merging has changed the lists that were handed in"
        sent = post(first)
        assert sent["list"] == first, "Sorting has changed the list that was handed in"


def lists_for_the_post(rng):
    rows = [draw(rng, known=0.7) for _ in range(rng.choice([0, 1, 3, 6, 9]))]
    return (rows,)


@check(
    "the birthday post is sorted, whatever the order of the list",
    skill="dsa/keys-and-order",
    advice="A comparison that calls None equal to every date is no order: 1949 = None = 1991, and yet 1949 < 1991.",
)
def birthday_order():
    old, young = DAYS[0], DAYS[4]
    examples = [
        ([["Li", "Nan", young, []], ["Ida", "de Vries", None, []], ["Zoe", "Abbott", old, []]],),
        ([["Ida", "de Vries", None, []], ["Zoe", "Abbott", young, []]],),
    ]

    for (rows,) in cases(lists_for_the_post, n=80, valid=lambda rows: good(rows), examples=examples):
        got = [row[2] for row in post(rows)["post"]]
        expected = [row[2] for row in right_post(rows)]
        assert got == expected, "The birthdays are not in order, or the unknown ones not at the end"


@check(
    "who shares a birthday is sorted by name, and who has none stays in the order of the list",
    skill="dsa/keys-and-order",
    advice="A sort is stable: what the key does not tell apart stays as it came.",
    needs=["birthday_order", "nobody_twice"],
)
def name_order():
    day = DAYS[0]
    examples = [
        ([["Zoe", "Abbott", None, []], ["Aron", "Weiss", None, []], ["Lin", "An", None, []]],),
        ([["Zoe", "Abbott", day, []], ["Ida", "de Vries", day, []], ["Li", "Nan", day, []]],),
        ([["Zoe", "Abbott", day, PHONES[:1]], ["ZOE", "ABBOTT", day, []], ["Zoe", "Abbott", day, []]],),
    ]

    for (rows,) in cases(lists_for_the_post, n=80, valid=lambda rows: good(rows), examples=examples):
        got = post(rows)["post"]
        assert got == right_post(rows), "The records of one birthday, or of none, are not in their order"


def recall_lists(rng):
    rows = [draw(rng, known=0.8) for _ in range(rng.randint(1, 5))]
    asked = [draw(rng, known=0.8, name=name) for name in rng.choices(NAMES, k=3)]
    for row in rng.choices(rows, k=3):
        again = [*map(rng.choice(SPELLINGS), map(plain, row[:2])), row[2], []]
        asked.append(again)
    return rows, asked


@check(
    "a record finds the person it belongs to in a dictionary and in a list, however it is spelled",
    skill="dsa/keys-and-order",
    advice="The recall service uses Patient itself as the key: == and the hash must go by the same things.",
    needs=["nobody_lost", "nobody_twice", "unknown_birthday"],
)
def found_as_key():
    day = DAYS[3]
    examples = [([["Ida", "de Vries", day, []]], [["IDA", "DE VRIES", day, []]])]

    def valid(rows, asked):
        return good(rows) and good(asked)

    for rows, asked in cases(recall_lists, n=60, valid=valid, examples=examples):
        got = recalls(rows, asked)
        own = [next((at for at, one in enumerate(rows) if same(one, row)), None) for row in rows]
        own = [number if at is None else at for number, at in enumerate(own)]
        require(
            got["own"] == own,
            "A dictionary of records does not find its own records",
            got=got["own"],
            expected=own,
        )
        assert got["equals"] == [], "A record equals something that is none"
        for where in ("dict", "list"):
            for row, number in zip(asked, got[where]):
                found = next((at for at, one in enumerate(rows) if same(one, row)), None)
                require(
                    number == found,
                    f"In a {where} of records, {text(row)} was "
                    + ("not found" if number is None else "taken for somebody else"),
                    got=number,
                    expected=found,
                )
        assert len(got["dict"]) == len(got["list"]) == len(asked)

"""Days of the statement service, drawn by seed, against statements written from the rules."""

from piton import cases, check, require
from piton.partner import observed
from probe import (
    before_and_after,
    one_after_the_other,
    over_a_connection,
    rows_in_memory,
    side_by_side,
    with_remarks,
)

ACCOUNTS = ["Mill & Sons", "Orchard Ltd", "Quay 7", "Anna Lund"]
TEXTS = ["rent", "invoice 88", "refund", "card 4410", "fee"]
CENTS = [0, 1, -1, 5, 99, -99, 100, -100, 101, 1_250, -80_000, 1_234_567]
# Rows that may be in memory at one time: what some steps of a pipeline hold, with room to spare.
IN_HAND = 10
REMARKS = ["new address from May", "please note our new fees", "copy for the auditor"]


# The statements, from the rules of the ticket.


def own(rows, account):
    return [row for row in rows if row[1] == account and row[4]]


def amount(cents):
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{rest:02}"


def line(row):
    return f"{row[0]};{row[2]};{amount(row[3])}"


def notes(rows, account, remarks=()):
    corrections = [f"{row[0]} corrects {row[5]}" for row in own(rows, account) if row[5] is not None]
    return [f"# {remark}" for remark in [*remarks, *corrections]]


def statement(rows, account):
    """A whole statement to which nobody gave a remark."""
    found = own(rows, account)
    total = amount(sum(row[3] for row in found))
    return [
        f"number;{account};amount",
        *map(line, found),
        f"total;;{total}",
        *notes(rows, account),
    ]


def same_notes(account, lines, expected):
    found = [one for one in lines if type(one) is str and one.startswith("#")]
    foreign = [one for one in found if one not in expected]
    assert foreign == [], f"The statement of {account} ends with remarks that are not its own"
    assert found == expected, f"The statement of {account} does not end with all its remarks"


def is_open(lines, n):
    """Whether something is left of a statement of which the first `n` lines have been read."""
    return n is not None and n < len(lines)


# Ledgers. A row is number, account, text, cents, booked, number of the corrected row.


def draw_row(rng, rows, account, corrections):
    number = (rows[-1][0] if rows else 1000) + rng.randint(1, 3)
    earlier = [row[0] for row in rows]
    corrected = rng.choice(earlier) if earlier and rng.random() < corrections else None
    cents = rng.choice(CENTS) if rng.random() < 0.7 else rng.randint(-99_999, 99_999)
    return [number, account, rng.choice(TEXTS), cents, rng.random() < 0.8, corrected]


def draw_rows(rng, accounts, n, corrections=0.0):
    rows = []
    for _ in range(n):
        rows.append(draw_row(rng, rows, rng.choice(accounts), corrections))
    return rows


def book(row, account):
    row[1], row[4] = account, True


def good_rows(rows, corrections=True):
    """Whether a shrunk ledger is still one: numbers go up, a correction names an earlier row."""
    numbers = []
    for row in rows:
        if type(row) is not list or len(row) != 6:
            return False
        number, account, text, cents, booked, corrected = row
        if type(number) is not int or number <= (numbers[-1] if numbers else 0):
            return False
        if corrected is not None and (not corrections or corrected not in numbers):
            return False
        if account not in ACCOUNTS or text not in TEXTS:
            return False
        if type(cents) is not int or type(booked) is not bool:
            return False
        numbers.append(number)
    return type(rows) is list


def good_statements(statements):
    return type(statements) is list and all(
        type(one) is list
        and len(one) == 2
        and one[0] in ACCOUNTS
        and (one[1] is None or (type(one[1]) is int and one[1] >= 1))
        for one in statements
    )


def different(accounts):
    return len(set(accounts)) == len(accounts)


def all_have_rows(rows, accounts):
    return all(own(rows, account) for account in accounts)


# A few ledgers that show the faults of the ticket without any luck.

THREE = [
    [1, "Mill & Sons", "rent", -80_000, True, None],
    [2, "Orchard Ltd", "invoice 88", 12_450, True, None],
    [3, "Mill & Sons", "fee", -150, True, None],
]
CORRECTED = [
    [1, "Mill & Sons", "rent", -80_000, True, None],
    [2, "Mill & Sons", "rent", -8_000, True, 1],
    [3, "Orchard Ltd", "invoice 88", 12_450, True, None],
    [4, "Orchard Ltd", "invoice 88", 12_540, True, 3],
]


def one_statement(rng):
    accounts = rng.sample(ACCOUNTS, 2)
    rows = draw_rows(rng, accounts, rng.choice([0, 1, 2, 5, 9]), corrections=0.3)
    return rows, [[rng.choice(accounts), None]]


@check(
    "the first statement of a day is right, whatever is in the ledger",
    skill="python/generators",
    advice="Where there is no booked row, a header and a total remain.",
)
def first_statement():
    nobody = [[], [[1, "Orchard Ltd", "fee", 5, True, None]], [[1, "Quay 7", "fee", 5, False, None]]]
    examples = [(rows, [["Quay 7", None]]) for rows in nobody]

    def valid(rows, statements):
        return good_rows(rows) and good_statements(statements) and len(statements) == 1

    for rows, statements in cases(one_statement, n=60, valid=valid, examples=examples):
        ((account, _),) = statements
        got = one_after_the_other(rows, statements)
        expected = [statement(rows, account)]
        assert got == expected, f"The first statement of the day, for {account}, is not right"


def whole_statements(rng):
    accounts = rng.sample(ACCOUNTS, 3)
    rows = draw_rows(rng, accounts, rng.randint(6, 14))
    having = [account for account in accounts if own(rows, account)]
    return rows, [[account, None] for account in rng.choices(having or accounts, k=rng.randint(2, 5))]


@check(
    "every statement of a day is complete, not only the first",
    skill="python/generators",
    advice="Who has walked through the rows before? Ask where the iterator is made, and how often.",
)
def later_statements():
    examples = [
        (THREE, [["Mill & Sons", None], ["Orchard Ltd", None]]),
        (THREE, [["Mill & Sons", None], ["Mill & Sons", None]]),
    ]

    def valid(rows, statements):
        return (
            good_rows(rows, corrections=False)
            and good_statements(statements)
            and all(n is None for _, n in statements)
            and all_have_rows(rows, [account for account, _ in statements])
        )

    for rows, statements in cases(whole_statements, n=60, valid=valid, examples=examples):
        got = one_after_the_other(rows, statements)
        expected = [statement(rows, account) for account, _ in statements]
        bad = [at for at, (one, other) in enumerate(zip(got, expected), 1) if one != other]
        where = bad[0] if bad else 0
        assert got == expected, f"Statement {where} of the day is not complete"


def statements_in_a_row(rng):
    """Each account has its rows in one piece, in the order of the statements."""
    accounts = rng.sample(ACCOUNTS, rng.randint(2, 4))
    rows = []
    for account in accounts:
        for _ in range(rng.randint(1, 4)):
            rows.append(draw_row(rng, rows, account, 0.5))
            book(rows[-1], account)
    statements = []
    for account in accounts:
        lines = len(statement(rows, account))
        statements.append([account, rng.choice([None, None, rng.randint(2, lines)])])
    statements[-1][1] = None
    return rows, statements


@check(
    "a statement for which nobody gave remarks shows its own corrections and no others",
    skill="python/object-model",
    advice="Which objects live longer than one call? When is a default value made?",
)
def own_remarks_only():
    examples = [
        (CORRECTED, [["Mill & Sons", None], ["Orchard Ltd", None]]),
        (CORRECTED, [["Mill & Sons", 3], ["Orchard Ltd", None]]),
    ]

    def valid(rows, statements):
        accounts = [account for account, _ in statements]
        order = [accounts.index(row[1]) for row in rows]
        return (
            good_rows(rows)
            and good_statements(statements)
            and different(accounts)
            and all_have_rows(rows, accounts)
            and order == sorted(order)
        )

    for rows, statements in cases(statements_in_a_row, n=60, valid=valid, examples=examples):
        got = one_after_the_other(rows, statements)
        for (account, n), lines in zip(statements, got):
            whole = statement(rows, account)
            same_notes(account, lines, [one for one in whole[:n] if one.startswith("#")])


def remarks_handed_in(rng):
    accounts = rng.sample(ACCOUNTS, rng.randint(1, 3))
    rows = []
    for account in accounts:
        for _ in range(rng.randint(1, 4)):
            rows.append(draw_row(rng, rows, account, 0.5))
            book(rows[-1], account)
    return rows, accounts, rng.sample(REMARKS, rng.randint(0, 2))


@check(
    "remarks that are handed in are printed, and the list stays as it was",
    skill="python/object-model",
    advice="A list that came in as an argument still belongs to the caller, who may use it again.",
)
def given_remarks():
    examples = [(CORRECTED[:2], ["Mill & Sons"], REMARKS[:1]), (CORRECTED[:2], ["Mill & Sons"], [])]

    def valid(rows, accounts, remarks):
        order = [accounts.index(row[1]) for row in rows]
        return (
            good_rows(rows)
            and accounts != []
            and different(accounts)
            and all(account in ACCOUNTS for account in accounts)
            and all_have_rows(rows, accounts)
            and all(remark in REMARKS for remark in remarks)
            and order == sorted(order)
        )

    for rows, accounts, remarks in cases(remarks_handed_in, n=60, valid=valid, examples=examples):
        got = with_remarks(rows, accounts, remarks)
        assert got["list"] == remarks, "The list of remarks that was handed in has been changed"
        for account, lines in zip(accounts, got["statements"]):
            same_notes(account, lines, notes(rows, account, remarks))


def broken_connections(rng):
    account, other = rng.sample(ACCOUNTS, 2)
    rows = draw_rows(rng, [account, other], rng.randint(3, 12))
    book(rng.choice(rows[:-1]), account)
    first = next(at for at, row in enumerate(rows, 1) if row[1] == account and row[4])
    return rows, account, rng.randint(first, len(rows))


@check(
    "the line of a row is out before the next row of the ledger is read",
    skill="python/generators",
    advice="Something reads ahead. list(), sorted(), sum() and len(list()) all read to the end first.",
)
def line_by_line():
    examples = [(THREE, "Mill & Sons", n) for n in (1, 2, 3)]

    def valid(rows, account, n):
        return (
            good_rows(rows, corrections=False)
            and account in ACCOUNTS
            and type(n) is int
            and n <= len(rows)
            and own(rows[:n], account) != []
        )

    for rows, account, n in cases(broken_connections, n=60, valid=valid, examples=examples):
        got = over_a_connection(rows, account, n)
        expected = {
            "lines": [f"number;{account};amount", *map(line, own(rows[:n], account))],
            "error": "ConnectionError",
        }
        assert got["lines"] == expected["lines"], (
            f"The connection broke behind row {n}, and the lines of the rows before are not out"
        )
        assert got == expected, "The connection broke, and the caller did not get the error"


def open_previews(rng):
    accounts = rng.sample(ACCOUNTS, rng.randint(2, 3))
    rows = draw_rows(rng, accounts, rng.randint(6, 14))
    for row, account in zip(rng.sample(rows, len(accounts)), accounts):
        book(row, account)
    statements = [[account, rng.randint(1, 4)] for account in accounts]
    statements[-1][1] = None
    return rows, statements


@check(
    "statements can be read side by side",
    skill="python/generators",
    advice="What two readers share moves on for both. What has to happen between them, and when?",
    needs=["later_statements"],
)
def open_windows():
    examples = [(THREE, [["Mill & Sons", 2], ["Orchard Ltd", None]])]

    def valid(rows, statements):
        accounts = [account for account, _ in statements]
        return (
            good_rows(rows, corrections=False)
            and good_statements(statements)
            and different(accounts)
            and all_have_rows(rows, accounts)
        )

    for rows, statements in cases(open_previews, n=60, valid=valid, examples=examples):
        got = side_by_side(rows, statements)
        for (account, n), lines in zip(statements, got):
            expected = statement(rows, account)
            left = "left open" if is_open(expected, n) else "read while others were open"
            assert lines == expected, f"The statement of {account}, {left}, is not complete"


def rows_come_in(rng):
    account, later = rng.sample(ACCOUNTS, 2)
    rows = draw_rows(rng, [account, later], rng.randint(2, 6))
    book(rng.choice(rows), account)
    both = list(rows)
    for _ in range(rng.randint(1, 4)):
        both.append(draw_row(rng, both, rng.choice([account, later]), 0.0))
    book(both[-1], later)
    return rows, account, both[len(rows) :], later


@check(
    "a statement shows the ledger as it is when it is asked for",
    skill="python/generators",
    advice="Whatever keeps rows for later keeps old rows, and a day of them does not fit in memory.",
    needs=["later_statements"],
)
def rows_of_the_afternoon():
    fresh = [[4, "Orchard Ltd", "refund", -500, True, None]]
    examples = [(THREE, "Mill & Sons", fresh, "Orchard Ltd")]

    def valid(rows, account, later_rows, later):
        return (
            good_rows([*rows, *later_rows], corrections=False)
            and account in ACCOUNTS
            and later in ACCOUNTS
            and later != account
            and own(rows, account) != []
            and own(later_rows, later) != []
        )

    for rows, account, later_rows, later in cases(rows_come_in, n=60, valid=valid, examples=examples):
        early, late = before_and_after(rows, account, later_rows, later)
        assert early == statement(rows, account), f"The statement of {account} is not right"
        expected = statement([*rows, *later_rows], later)
        assert late == expected, f"The statement of {later} lacks rows that came in before it"


def most_in_memory(counts):
    return max(in_memory for _, in_memory in counts)


@check(
    "a row is let go of when its line is out",
    skill="python/generators",
    advice="Which name still holds the rows? The total needs their sum, and the remarks a number or two.",
    grade="C",
    needs=["line_by_line", "open_windows", "rows_of_the_afternoon"],
)
def rows_let_go():
    def draw(rng):
        return rng.randint(200, 220), rng.choice(ACCOUNTS), rng.randint(40, 60)

    for n, account, every in cases(draw, n=1, valid=lambda *_: False):
        counts = observed(
            rows_in_memory,
            n,
            account,
            every,
            partner="keeps_rows",
            bad=lambda counts: most_in_memory(counts) > n // 2,
        )
        for seen, in_memory in counts:
            require(
                in_memory <= IN_HAND,
                f"{seen} of {n} rows of the ledger were read, and {in_memory} of them are still in "
                f"memory; at most {IN_HAND} may be",
            )

"""What a database is asked for, and what a script leaves in one. @HIDDEN@"""

from piton import cases, check, require, resource
from piton.sql import answers, grows_like, schema

BOOKS = schema(resource("books.sql"))
BALANCES = resource("reference.sql")


def books(rng):
    accounts = [(n, rng.choice(["Ada", "Bo", None])) for n in range(1, rng.randrange(2, 6))]
    ids = [one for one, _ in accounts]
    entries = [
        (n, rng.choice(ids), rng.choice([None, -5, 5, 900])) for n in range(rng.randrange(9))
    ]
    return {"account": accounts, "entry": entries}


def large(rng, n):
    accounts = [(k, "Ada") for k in range(n)]
    return {"account": accounts, "entry": [(k, rng.randrange(n), 5) for k in range(n)]}


@check("every account has its balance", grade="B")
def balances():
    for one in cases(books, n=12, valid=BOOKS.fits):
        answers("balances.sql", BOOKS, one, BALANCES, ordered=["balance"])


@check("twice as many entries cost about twice as much", grade="B", needs=["balances"])
def cheap():
    grows_like(BOOKS, large, "balances.sql", BALANCES)


@check("the table of holds keeps its promises", grade="B")
def holds():
    given = BOOKS.given({"account": [(1, "Ada"), (2, None)], "entry": [(1, 1, 5)]})
    given.script("holds.sql")
    given.takes("INSERT INTO hold (account, cents) VALUES (1, 500)", "A hold of 500 is refused")
    given.refuses("INSERT INTO hold (account, cents) VALUES (1, 0)", "A hold of nothing is taken")
    given.refuses("INSERT INTO hold (account, cents) VALUES (9, 5)", "Account 9 is none, and is taken")
    found = given.rows("SELECT id, owner FROM account ORDER BY id").rows
    require(found == [(1, "Ada"), (2, None)], "The accounts are not what they were")
    given.run("BEGIN; INSERT INTO hold (account, cents) VALUES (2, 7); COMMIT")
    require(given.rows("SELECT account, cents FROM hold").rows == [(2, 7)], "A hold is not kept")


@check("the next one has its turn", grade="B")
def after():
    own = BOOKS.own({"account": [(1, "Ada")]})
    assert own.rows("SELECT count(*) FROM account").rows == [(1,)]

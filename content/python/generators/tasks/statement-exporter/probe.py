"""Asks for the statements of a day, each time in a service that has just started."""

import importlib
import sys
from itertools import islice

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import exporter
from ledger import Ledger, Row
from piton import alive, probe, watch


class Breaking(Ledger):
    """A ledger whose connection breaks behind row `n`."""

    def __init__(self, rows, n):
        super().__init__(rows)
        self.n = n

    def rows(self):
        yield from islice(super().rows(), self.n)
        raise ConnectionError(f"the server hung up behind row {self.n}")


class Text(str):
    """A text that can be watched; whoever keeps a row keeps its text."""


class Long(Ledger):
    """A ledger of `n` rows that are made when they are asked for, and watched from then on."""

    def __init__(self, n, account):
        super().__init__()
        self.n, self.account, self.texts = n, account, []

    def rows(self):
        for number in range(1, self.n + 1):
            text = Text("rent")
            self.texts.append(watch(text))
            yield Row(number, self.account, text, number, True)


def start(ledger):
    """An exporter as it is in the morning: nothing is left of the day before."""
    for name in ["bookings", "exporter"]:
        sys.modules.pop(name, None)
    return importlib.import_module("exporter").Exporter(ledger)


def table(rows):
    return [Row(*row) for row in rows]


@probe()
def one_after_the_other(rows, statements):
    """Read the first `n` lines of each statement (None: all), and leave the rest for good."""
    service = start(Ledger(table(rows)))
    return [list(islice(service.export(account), n)) for account, n in statements]


@probe()
def side_by_side(rows, statements):
    """Read the first `n` lines of each statement, and only then the rest of each."""
    service = start(Ledger(table(rows)))
    opened = []
    for account, n in statements:
        lines = iter(service.export(account))
        opened.append((lines, list(islice(lines, n))))
    return [[*read, *lines] for lines, read in opened]


@probe()
def with_remarks(rows, accounts, remarks):
    """Hand the same list in for each statement; tell the lines and what became of the list."""
    service = start(Ledger(table(rows)))
    given = list(remarks)
    read = [list(service.export(accounts[0], given))]
    read += [list(service.export(account, remarks=given)) for account in accounts[1:]]
    return {"statements": read, "list": given}


@probe()
def over_a_connection(rows, account, n):
    """Read a statement over a connection that breaks behind row `n`."""
    service = start(Breaking(table(rows), n))
    read = []
    try:
        for line in service.export(account):
            read.append(line)
    except ConnectionError:
        return {"lines": read, "error": "ConnectionError"}
    return {"lines": read, "error": None}


@probe()
def before_and_after(rows, account, later_rows, later_account):
    """Read a statement; then rows come in; then read the statement of somebody else."""
    ledger = Ledger(table(rows))
    service = start(ledger)
    early = list(service.export(account))
    for row in table(later_rows):
        ledger.append(row)
    return [early, list(service.export(later_account))]


@probe()
def rows_in_memory(n, account, every):
    """Read a statement of `n` rows; tell how many are in memory at every `every`-th line and at the end."""
    ledger = Long(n, account)
    service = start(ledger)
    found = []
    for at, _ in enumerate(service.export(account)):
        if at > 0 and at % every == 0:
            found.append([len(ledger.texts), alive(ledger.texts)])
    return [*found, [len(ledger.texts), alive(ledger.texts)]]

"""Writes files of an evening, each time in a service that has just started."""

import importlib
import os.path
import sys
from itertools import islice

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import exporter
import preview
from ledger import Ledger, Row
from piton import probe

# Large enough to be mapped and never written to.
SCAN = 512 * 1024
HERE = os.path.join(os.path.dirname(exporter.__file__), "")


class Breaking(Ledger):
    """A ledger whose connection breaks behind row `n`."""

    def __init__(self, rows, n):
        super().__init__(rows)
        self.n = n

    def rows(self):
        yield from islice(super().rows(), self.n)
        raise ConnectionError(f"the server hung up behind row {self.n}")


class Large(Ledger):
    """A ledger of `n` rows that are made when they are asked for, each with a scan."""

    def __init__(self, n, account, cents):
        super().__init__()
        self.n, self.account, self.cents = n, account, cents

    def rows(self):
        for number in range(1, self.n + 1):
            yield Row(number, self.account, "fee", self.cents, True, {}, bytes(SCAN))


def start():
    """The modules as they are when the service starts: nothing is left of the day before."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(HERE) and name != "ledger":
            del sys.modules[name]
    return importlib.import_module("exporter"), importlib.import_module("preview")


def table(rows):
    return [Row(*row) for row in rows]


def begin(service, ledger, file):
    """Ask for a file; what it does not name is left to the default values."""
    layout, columns, where = file
    options = {}
    if columns is not None:
        options["columns"] = list(columns)
    if where:
        options["where"] = dict(where)
    return iter(service.export(ledger, layout, **options))


@probe()
def one_after_the_other(rows, files):
    """Read each file to its end before the next one is asked for."""
    service, _ = start()
    ledger = Ledger(table(rows))
    return [list(begin(service, ledger, file)) for file in files]


@probe()
def in_turn(rows, files, turns):
    """Ask for all files, read a line of file `turns[0]`, `turns[1]`, ..., then the rest of each."""
    service, _ = start()
    ledger = Ledger(table(rows))
    begun = [begin(service, ledger, file) for file in files]
    read = [[] for _ in files]
    for which in turns:
        read[which].extend(islice(begun[which], 1))
    for lines, rest in zip(read, begun):
        lines.extend(rest)
    return read


@probe()
def with_one_list(rows, layouts, columns):
    """Hand the same list of columns in for each file; tell what became of it."""
    service, _ = start()
    ledger = Ledger(table(rows))
    given = list(columns)
    titles = [next(iter(service.export(ledger, layout, given)), None) for layout in layouts]
    return {"titles": titles, "list": given}


@probe()
def preview_then_file(rows, layout, columns, n, file):
    """Show a preview, with a list of columns or (None) without, and then ask for a file."""
    service, desk = start()
    ledger = Ledger(table(rows))
    given = None if columns is None else list(columns)
    shown = desk.preview(ledger, layout, n=n) if given is None else desk.preview(ledger, layout, given, n)
    title = next(begin(service, ledger, file), None)
    return {"preview": list(shown), "list": given, "title": title}


@probe()
def over_a_connection(rows, file, n):
    """Read a file over a connection that breaks behind row `n`."""
    service, _ = start()
    read = []
    try:
        for line in begin(service, Breaking(table(rows), n), file):
            read.append(line)
    except ConnectionError:
        return {"lines": read, "error": "ConnectionError"}
    return {"lines": read, "error": None}


@probe()
def before_and_after(rows, file, later_rows, later_file):
    """Read a file; then rows come in; then read another file."""
    service, _ = start()
    ledger = Ledger(table(rows))
    early = list(begin(service, ledger, file))
    for row in table(later_rows):
        ledger.append(row)
    return [early, list(begin(service, ledger, later_file))]


@probe()
def larger_than_memory(n, account, cents, layouts):
    """Read two lines of the second file, the whole first file, the rest of the second one.

    Gives the number of lines and the last line of both.
    """
    service, _ = start()
    ledger = Large(n, account, cents)
    first, second = (begin(service, ledger, [layout, [], {}]) for layout in layouts)
    early = len(list(islice(second, 2)))
    found = []
    for lines, count in [(first, 0), (second, early)]:
        line = None
        for line in lines:
            count += 1
        found.append([count, line])
    return found

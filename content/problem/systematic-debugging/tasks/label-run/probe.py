"""Runs exports in a service that has just started, cut into pages as the checks say."""

import importlib
import sys
from datetime import date

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import weekly  # noqa: F401 - whether it loads is the first thing to know
from lines import BadLine
from piton import probe

# The tests are run in a process like this one, with another reader.
for name in ["reader", "weekly"]:
    del sys.modules[name]


class Pages:
    """A server whose pages are given, of any length."""

    def __init__(self, pages):
        self.pages = pages

    def page(self, number):
        return list(self.pages[number]) if 0 <= number < len(self.pages) else []


def start():
    for name in ["reader", "weekly"]:
        sys.modules.pop(name, None)
    return importlib.import_module("weekly")


def one_run(service, pages, day):
    try:
        made = service.run(Pages(pages), date.fromisoformat(day))
    except BadLine as error:
        return {"bad line": error.number}
    depots = {name: [depot.parcels, depot.cents] for name, depot in made.depots.items()}
    return {"labels": made.labels, "depots": depots}


@probe()
def run_pages(pages, day):
    """Run one export."""
    return one_run(start(), pages, day)


@probe()
def run_in_a_row(exports, day):
    """Run exports, one after the other, in one service."""
    service = start()
    return [one_run(service, pages, day) for pages in exports]

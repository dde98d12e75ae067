"""Opens windows of an editor, each time in a service that has just started."""

import importlib
import os.path
import sys

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import converter
import templates
from piton import probe

HERE = os.path.join(os.path.dirname(converter.__file__), "")
OTHERS = {"manuscript", "templates", "writer"}


def start():
    """The modules as they are when the service starts."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(HERE) and name not in OTHERS:
            del sys.modules[name]
    templates.loaded.clear()
    return importlib.import_module("converter")


@probe()
def page(lines):
    """Convert one manuscript."""
    return list(start().convert(lines))


@probe()
def pages_in_turn(manuscripts, turns, thrown_away):
    """Feed a line of manuscript `turns[0]`, `turns[1]`, ..., then finish all that are kept."""
    service = start()
    windows = [service.Converter() for _ in manuscripts]
    waiting = [list(lines) for lines in manuscripts]
    for which in turns:
        windows[which].feed(waiting[which].pop(0))
    return [
        None if at in thrown_away else list(window.finish()) for at, window in enumerate(windows)
    ]


@probe()
def loads(manuscripts):
    """Convert some manuscripts one after the other; tell which templates were loaded."""
    service = start()
    for lines in manuscripts:
        service.convert(lines)
    return sorted(templates.loaded)


@probe()
def lines_of_smallest():
    """The smallest manuscript, as it was handed in."""
    with open(os.path.join(HERE, "smallest.txt"), encoding="utf-8") as file:
        return file.read().splitlines()

"""Plays a night of typesetting: kinds and forms from outside, and exports read line by line."""

import importlib
import sys
from itertools import islice, zip_longest

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import nodes
from piton import probe

HERE = nodes.__file__.rpartition("nodes.py")[0]
OURS = ("Paragraph", "Figure", "Listing", "Section", "Appendix")


def start():
    """`typeset` as it is when the night begins: nothing has been taught yet."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(HERE) and name != "nodes":
            del sys.modules[name]
    return importlib.import_module("typeset")


# What a taught kind does. Some give a generator, one gives a list.


def plain(word, node, page):
    yield word
    for part in getattr(node, "parts", []):
        yield from page.lines(part)


def numbered(word, node, page):
    return [f"{word} {page.number(word)}", "."]


def section(word, node, page):
    inside = page.section()
    yield f"{word} {inside.label}"
    for part in getattr(node, "parts", []):
        yield from inside.lines(part)


def labelled(word, node, page):
    inside = page.section(word)
    yield f"({inside.label}) ({page.label})"
    for part in getattr(node, "parts", []):
        yield from inside.lines(part)


def columns(word, node, page):
    rows = zip_longest(*[page.lines(part) for part in getattr(node, "parts", [])], fillvalue=word)
    yield from map(" | ".join, rows)


WAYS = {way.__name__: way for way in (plain, numbered, section, labelled, columns)}


class Night:
    def __init__(self):
        self.house = start()
        self.kinds = {name: getattr(nodes, name) for name in OURS}
        self.forms = {"text": self.house.text, "html": self.house.html}
        self.exports = []
        self.pulled = []

    def kind(self, name, bases):
        self.kinds[name] = type(name, tuple(self.kinds[base] for base in bases), {})

    def form(self, name, base):
        self.forms[name] = self.house.Form() if base is None else self.house.Form(base=self.forms[base])

    def teach(self, form, name, way, word, how):
        def function(node, page):
            return WAYS[way](word, node, page)

        kind = self.kinds[name]
        register = self.forms[form].register
        given = register(kind)(function) if how == "decorator" else register(kind, function)
        return given is function

    def begin(self, tree, form, is_stream):
        self.pulled.append(0)
        try:
            lines = iter(self.house.export(self.make(tree, len(self.exports), is_stream), self.forms[form]))
        except TypeError as error:
            # Whether an unknown node shows here or with the first line is left open.
            lines = self.failing(error)
        self.exports.append(lines)

    def failing(self, error):
        raise error
        yield

    def make(self, tree, number, is_stream):
        name, fields = tree
        node = self.kinds[name].__new__(self.kinds[name])
        for field, value in fields.items():
            if field == "parts":
                value = self.pulling(value, number) if is_stream else [self.make(one, number, False) for one in value]
            setattr(node, field, value)
        return node

    def pulling(self, trees, number):
        for tree in trees:
            self.pulled[number] += 1
            yield self.make(tree, number, True)

    def read(self, number, n):
        lines, end = [], None
        try:
            lines.extend(islice(self.exports[number], n))
        except TypeError as error:
            end = ["TypeError", *(name for name in self.kinds if name in str(error))]
        return [lines, end, self.pulled[number]]


@probe()
def night(steps):
    """Make all steps; gives for each what it gave."""
    played = Night()
    return [getattr(played, call)(*arguments) for call, *arguments in steps]

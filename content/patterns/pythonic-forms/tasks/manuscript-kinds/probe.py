"""Loads made-up series and asks for the words and outlines of their books."""

import importlib
import sys
import traceback

sys.dont_write_bytecode = False  # Starting anew is cheaper with compiled files.

import nodes
from piton import probe


HERE = nodes.__file__.rpartition("nodes.py")[0]


def start():
    """`manuscript` as it is when the office opens: nothing has been taught yet."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(HERE) and name != "nodes":
            del sys.modules[name]
    return importlib.import_module("manuscript")


def told(error):
    """The words of an error, and the line of the office at which it was raised."""
    at = ((frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__))
    lines = [f"{file.removeprefix(HERE)}, line {line}" for file, line in at if file.startswith(HERE)]
    return f"{str(error)[:300]} ({(lines or ['no line'])[-1]})"


class Series:
    """Classes by name: ours, and those that a script makes."""

    def __init__(self):
        self.office = start()
        self.kinds = {name: getattr(nodes, name) for name in ("Paragraph", "Figure", "Listing", "Section", "Appendix")}
        self.answers = []

    def kind(self, name, bases):
        """A class of theirs; it can hold whatever a node of ours can."""
        self.kinds[name] = type(name, tuple(self.kinds[base] for base in bases), {})

    def make(self, tree):
        name, fields = tree
        node = self.kinds[name].__new__(self.kinds[name])
        for field, value in fields.items():
            setattr(node, field, [self.make(one) for one in value] if field == "parts" else value)
        return node

    def teach(self, which, name, answer, how):
        """Teach a class: its own words or headings are `answer`, and its parts are asked."""
        question = getattr(self.office, which)
        if which == "words":

            def function(node):
                return answer + sum(question(part) for part in getattr(node, "parts", []))
        else:

            def function(node, depth):
                below = [line for part in getattr(node, "parts", []) for line in question(part, depth + 1)]
                return [(depth, answer), *below]

        if how == "decorator":
            given = question.register(self.kinds[name])(function)
        else:
            given = question.register(self.kinds[name], function)
        self.answers.append(given is function)

    def ask(self, which, tree, level):
        question = getattr(self.office, which)
        node = self.make(tree)
        try:
            if level is None:
                answer = question(node)
            else:
                answer = question(node, level) if level % 2 else question(node, level=level)
        except TypeError as error:
            # Which of the kinds that this script knows does the message name?
            named = [name for name in self.kinds if name in str(error)]
            self.answers.append(["TypeError", named, told(error)])
        else:
            self.answers.append(["gave", [list(line) for line in answer] if which == "outline" else answer])


@probe()
def office_day(steps):
    """Make classes, teach them, ask; gives what each teaching and each question gave."""
    series = Series()
    for call, *arguments in steps:
        getattr(series, call)(*arguments)
    return series.answers

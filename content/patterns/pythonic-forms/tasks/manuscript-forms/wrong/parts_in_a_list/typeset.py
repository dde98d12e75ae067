"""Turns a manuscript into lines; forms can be taught new kinds of nodes from outside."""

from collections import Counter
from html import escape

from nodes import Appendix, Figure, Listing, Paragraph, Section


class Form:
    """Knows for each class of nodes which lines it gives, or asks the form it is based on."""

    def __init__(self, base=None):
        self._base = base
        self._functions = {}

    def register(self, kind, function=None):
        """Teach a class; without a function it is a decorator."""
        if function is None:
            return lambda function: self.register(kind, function)
        self._functions[kind] = function
        return function

    def function_for(self, kind):
        """What is called for nodes of this class."""
        for one in kind.__mro__:
            if one in self._functions:
                return self._functions[one]
        if self._base is None:
            raise TypeError(f"the form has not been taught a {kind.__name__}")
        return self._base.function_for(kind)


class Page:
    """Where the lines of a node go: counts of the whole export, and a label of its own."""

    def __init__(self, form, counts, label=""):
        self.label = label
        self._form = form
        self._counts = counts
        self._n_sections = 0

    def number(self, name):
        """The next number of this name in the export."""
        self._counts[name] += 1
        return self._counts[name]

    def lines(self, node):
        """The lines of a node inside."""
        yield from self._form.function_for(type(node))(node, self)

    def section(self, label=None):
        """A page for what stands in the next section, or in one with a label of its own."""
        if label is None:
            self._n_sections += 1
            label = f"{self.label}.{self._n_sections}" if self.label else str(self._n_sections)
        return Page(self._form, self._counts, label)

    def lines_of_all(self, nodes):
        """The lines of several nodes inside, one node after the other."""
        for lines in [self.lines(node) for node in nodes]:
            yield from lines


def export(node, form):
    """The lines of a node in a form, each made when it is asked for."""
    return Page(form, Counter()).lines(node)


def letter(page):
    """The letter of the next appendix."""
    return chr(ord("A") + page.number("appendix") - 1)


def heading(line, page):
    """A heading for the browser."""
    level = min(page.label.count(".") + 1, 6)
    return f"<h{level}>{escape(line)}</h{level}>"


text = Form()


@text.register(Section)
def _(section, page):
    inside = page.section()
    yield f"{inside.label} {section.title}"
    yield from inside.lines_of_all(section.parts)


@text.register(Appendix)
def _(appendix, page):
    inside = page.section(letter(page))
    yield f"Appendix {inside.label}: {appendix.title}"
    yield from inside.lines_of_all(appendix.parts)


@text.register(Paragraph)
def _(paragraph, page):
    yield paragraph.text


@text.register(Figure)
def _(figure, page):
    yield f"[Figure {page.number('figure')}: {figure.caption}]"


@text.register(Listing)
def _(listing, page):
    for line in listing.lines:
        yield "    " + line


html = Form()


@html.register(Section)
def _(section, page):
    inside = page.section()
    yield heading(f"{inside.label} {section.title}", inside)
    yield from inside.lines_of_all(section.parts)


@html.register(Appendix)
def _(appendix, page):
    inside = page.section(letter(page))
    yield heading(f"Appendix {inside.label}: {appendix.title}", inside)
    yield from inside.lines_of_all(appendix.parts)


@html.register(Paragraph)
def _(paragraph, page):
    yield f"<p>{escape(paragraph.text)}</p>"


@html.register(Figure)
def _(figure, page):
    caption = f"Figure {page.number('figure')}: {figure.caption}"
    yield f"<figcaption>{escape(caption)}</figcaption>"


@html.register(Listing)
def _(listing, page):
    yield "<pre>"
    yield from map(escape, listing.lines)
    yield "</pre>"

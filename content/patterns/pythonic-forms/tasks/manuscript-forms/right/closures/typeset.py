"""Turns a manuscript into lines; forms can be taught new kinds of nodes from outside."""

from collections import defaultdict
from functools import partial
from html import escape
from itertools import chain, count
from types import SimpleNamespace

from nodes import Appendix, Figure, Listing, Paragraph, Section


class Form(dict):
    """A table from classes to functions, perhaps in front of another one."""

    def __init__(self, base=None):
        super().__init__()
        self.base = base

    def register(self, kind, *functions):
        """Teach a class; without a function it is a decorator."""
        if not functions:
            return partial(self.register, kind)
        (self[kind],) = functions
        return self[kind]

    def rows(self):
        """This table and those behind it."""
        form = self
        while form is not None:
            yield form
            form = form.base


def chosen(form, kind):
    """The function for a class: the nearest form first, in it the nearest class."""
    for row in form.rows():
        for one in kind.__mro__:
            if one in row:
                return row[one]
    raise TypeError(f"no form knows what to do with a {kind.__qualname__}")


def export(node, form):
    """The lines of a node in a form, each made when it is asked for."""
    numbers = defaultdict(partial(count, 1))

    def page(label):
        numbers_here = count(1)

        def section(own=None):
            here = own or f"{label}.{next(numbers_here)}".lstrip(".")
            return page(here)

        def lines(node):
            return deferred(lambda: chosen(form, type(node))(node, made))

        made = SimpleNamespace(
            label=label, section=section, lines=lines, number=lambda name: next(numbers[name])
        )
        return made

    return page("").lines(node)


def deferred(call):
    """An iterator whose source is made when the first line is asked for."""
    return chain.from_iterable(source() for source in [call])


def block(head):
    """A function for nodes with a title and parts; `head` gives its page and its heading."""

    def lines(node, page):
        inside, line = head(node, page)
        yield line
        for part in node.parts:
            yield from inside.lines(part)

    return lines


def numbered(node, page):
    """Page and heading of a section."""
    inside = page.section()
    return inside, f"{inside.label} {node.title}"


def lettered(node, page):
    """Page and heading of an appendix."""
    inside = page.section("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[page.number("appendix") - 1])
    return inside, f"Appendix {inside.label}: {node.title}"


def in_browser(head):
    """The same page with its heading as HTML."""

    def marked(node, page):
        inside, line = head(node, page)
        level = min(len(inside.label.split(".")), 6)
        return inside, f"<h{level}>{escape(line)}</h{level}>"

    return marked


def caption(figure, page):
    """The caption of a figure with its number."""
    return f"Figure {page.number('figure')}: {figure.caption}"


text, html = Form(), Form()

text.register(Section, block(numbered))
text.register(Appendix, block(lettered))
text.register(Paragraph, lambda paragraph, page: [paragraph.text])
text.register(Figure, lambda figure, page: [f"[{caption(figure, page)}]"])
text.register(Listing, lambda listing, page: ("    " + line for line in listing.lines))

html.register(Section, block(in_browser(numbered)))
html.register(Appendix, block(in_browser(lettered)))
html.register(Paragraph, lambda paragraph, page: [f"<p>{escape(paragraph.text)}</p>"])
html.register(
    Figure, lambda figure, page: [f"<figcaption>{escape(caption(figure, page))}</figcaption>"]
)
html.register(Listing, lambda listing, page: ["<pre>", *map(escape, listing.lines), "</pre>"])

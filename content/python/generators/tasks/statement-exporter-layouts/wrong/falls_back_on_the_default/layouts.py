"""The three layouts, and the columns that a file may have on top of its layout's own."""

from functools import partial
from typing import NamedTuple


class Layout(NamedTuple):
    """How the lines of a file are written."""

    separator: str
    point: str
    own: tuple

    def line(self, texts):
        return self.separator.join(texts)

    def amount(self, cents):
        sign = "-" if cents < 0 else ""
        return f"{sign}{abs(cents) // 100}{self.point}{abs(cents) % 100:02}"


LAYOUTS = {
    "bank": Layout(";", ",", ("number", "account", "amount")),
    "tax": Layout(",", ".", ("number", "amount", "text")),
    "client": Layout("|", ".", ("number", "text", "amount")),
}

# The custom columns of a file for which nobody names any.
CUSTOM = []


def own_text(layout, title, row):
    """What an own column of a layout shows of a row."""
    if title == "amount":
        return layout.amount(row.cents)
    return str(getattr(row, title))


def columns_of(layout, custom):
    """The columns of a file: a title each, and the function that takes its text from a row."""
    columns = [(title, partial(own_text, layout, title)) for title in layout.own]
    for title in custom:
        columns.append((title, lambda row, title=title: row.marks.get(title, "")))
    return columns

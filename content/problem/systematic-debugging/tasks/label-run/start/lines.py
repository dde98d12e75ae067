"""One line of the export of the order server."""

from typing import NamedTuple


class BadLine(ValueError):
    """A line that cannot be read; `number` counts the lines of the export from 1."""

    def __init__(self, number, text):
        super().__init__(f"line {number} cannot be read: {text!r}")
        self.number = number
        self.text = text


class Line(NamedTuple):
    """An article of an order. `depot` is empty where it is that of the line above."""

    depot: str
    order: str
    article: str
    quantity: int
    grams: int


def parse(number, text):
    """Read one line of text, such as `North;A-17;valve;2;340`."""
    parts = text.split(";")
    try:
        depot, order, article, quantity, grams = parts
        line = Line(depot, order, article, int(quantity), int(grams))
    except ValueError:
        raise BadLine(number, text) from None
    if not order or line.quantity < 1 or line.grams < 1:
        raise BadLine(number, text)
    return line

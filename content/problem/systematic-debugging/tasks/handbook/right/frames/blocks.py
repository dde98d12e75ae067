"""A block on one page: its kind is shared, everything else is its own."""

from shelf import kind_of


class Block:
    def __init__(self, name, title, writer):
        self._kind = kind_of(name)
        self._title = title
        self._writer = writer
        self._items = 0
        writer.open(self._kind.first.format(title=title))

    def text(self, text):
        self._writer.write(f"<p>{text}</p>")

    def item(self, text):
        self._items += 1
        mark = f"{self._items}." if self._kind.numbered else "&bull;"
        self.text(f"{mark} {text}")

    def close(self):
        self._writer.close(self._kind.last.format(title=self._title))

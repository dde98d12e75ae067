"""The blocks of a page: what is written where they begin, inside them, and where they end."""

import templates


class Block:
    """A block that is open while it has a sink to write to."""

    def __init__(self, kind):
        self.first, self.last = templates.load(kind)
        self.sink = None
        self.title = ""

    def open(self, sink, title):
        self.sink = sink
        self.title = title
        self.sink.open(self.first.format(title=title))

    def text(self, text):
        if self.sink is not None:
            self.sink.write(f"<p>{text}</p>")

    def item(self, text):
        if self.sink is not None:
            self.sink.write(f"<p>&bull; {text}</p>")

    def close(self):
        if self.sink is not None:
            self.sink.close(self.last.format(title=self.title))
            self.sink = None


class Steps(Block):
    """A block that numbers its items."""

    def __init__(self, kind):
        super().__init__(kind)
        self.number = 0

    def open(self, sink, title):
        super().open(sink, title)
        self.number = 0

    def item(self, text):
        self.number += 1
        if self.sink is not None:
            self.sink.write(f"<p>{self.number}. {text}</p>")

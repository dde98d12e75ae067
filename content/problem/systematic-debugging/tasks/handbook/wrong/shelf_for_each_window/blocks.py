"""The blocks of a page: what is written where they begin, inside them, and where they end."""


class Block:
    """A block that is open while it has a sink to write to."""

    def __init__(self, template):
        self.first, self.last = template
        self.sink = None
        self.title = ""

    def open(self, sink, title):
        self.sink = sink
        self.title = title
        self.sink.open(self.first.format(title=title))

    def text(self, text):
        self.sink.write(f"<p>{text}</p>")

    def item(self, text):
        self.sink.write(f"<p>&bull; {text}</p>")

    def close(self):
        self.sink.close(self.last.format(title=self.title))


class Steps(Block):
    """A block that numbers its items."""

    def __init__(self, template):
        super().__init__(template)
        self.number = 0

    def open(self, sink, title):
        super().open(sink, title)
        self.number = 0

    def item(self, text):
        self.number += 1
        self.sink.write(f"<p>{self.number}. {text}</p>")

"""From a manuscript to a page, line by line, as the author types."""

from blocks import Block
from manuscript import read
from notes import printed, taken_from
from writer import Writer


class Converter:
    """The page behind one window of the editor."""

    def __init__(self):
        self._writer = Writer()
        self._open = []
        self._notes = []

    def feed(self, line):
        """Take the next line of the manuscript."""
        what, kind, text = read(line)
        if what in ("item", "text"):
            text = taken_from(text, self._notes)
        if what == "chapter":
            self._end_chapter()
            self._writer.write(f"<h1>{text}</h1>")
        elif what == "begin":
            self._open.append(Block(kind, text, self._writer))
        elif what == "end":
            self._open.pop().close()
        elif what == "item" and self._open:
            self._open[-1].item(text)
        elif what == "item":
            self._writer.write(f"<p>&bull; {text}</p>")
        elif what == "text" and self._open:
            self._open[-1].text(text)
        elif what == "text":
            self._writer.write(f"<p>{text}</p>")

    def finish(self):
        """End all that is open; return the lines of the page."""
        self._end_chapter()
        return self._writer.lines

    def _end_chapter(self):
        while self._open:
            self._open.pop().close()
        for line in printed(self._notes):
            self._writer.write(line)
        self._notes = []


def convert(lines):
    """Convert a whole manuscript."""
    converter = Converter()
    for line in lines:
        converter.feed(line)
    return converter.finish()

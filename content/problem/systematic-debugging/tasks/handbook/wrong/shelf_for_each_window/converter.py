"""From a manuscript to a page, line by line, as the author types."""

from manuscript import read
from notes import Notes
from shelf import Shelf
from writer import Writer


class Converter:
    """The page behind one window of the editor."""

    def __init__(self):
        self._writer = Writer()
        self._shelf = Shelf()
        self._open = []
        self._notes = Notes()

    def feed(self, line):
        """Take the next line of the manuscript."""
        asked = read(line)
        if asked.what == "chapter":
            self._end_chapter()
            self._writer.write(f"<h1>{asked.text}</h1>")
        elif asked.what == "begin":
            made = self._shelf.block(asked.kind)
            made.open(self._writer, asked.text)
            self._open.append(made)
        elif asked.what == "end":
            self._innermost().close()
            self._open.pop()
        elif asked.what == "item":
            self._item(self._notes.taken_from(asked.text))
        elif asked.what == "text":
            self._text(self._notes.taken_from(asked.text))

    def finish(self):
        """End all that is open; return the lines of the page."""
        self._end_chapter()
        return self._writer.lines

    def _innermost(self):
        return self._open[-1] if self._open else None

    def _item(self, text):
        if self._open:
            self._innermost().item(text)
        else:
            self._writer.write(f"<p>&bull; {text}</p>")

    def _text(self, text):
        if self._open:
            self._innermost().text(text)
        else:
            self._writer.write(f"<p>{text}</p>")

    def _end_chapter(self):
        while self._open:
            self._innermost().close()
            self._open.pop()
        for line in self._notes.handed_out():
            self._writer.write(line)


def convert(lines):
    """Convert a whole manuscript."""
    converter = Converter()
    for line in lines:
        converter.feed(line)
    return converter.finish()

"""Turns a manuscript into lines: plain text or HTML."""

from abc import ABC, abstractmethod
from html import escape


class Numbers:
    """The one place where figures get their numbers."""

    _instance = None

    def __init__(self):
        self._last = {}

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    def next(self, name):
        self._last[name] = self._last.get(name, 0) + 1
        return self._last[name]


class Exporter(ABC):
    """Goes through a manuscript; what a line looks like is up to subclasses."""

    def __init__(self):
        self.lines = []
        self.labels = []
        self.counts = [0]

    def export(self, book):
        """The lines of a book."""
        book.accept(self)
        return self.lines

    def visit_section(self, section):
        self.counts[-1] += 1
        self.enter(str(self.counts[-1]))
        self.heading(f"{'.'.join(self.labels)} {section.title}")
        self.leave(section)

    def visit_appendix(self, appendix):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[Numbers.instance().next("appendix") - 1]
        outer, self.labels = self.labels, []
        self.enter(letter)
        self.heading(f"Appendix {letter}: {appendix.title}")
        self.leave(appendix)
        self.labels = outer

    def enter(self, label):
        self.labels.append(label)
        self.counts.append(0)

    def leave(self, section):
        for part in section.parts:
            part.accept(self)
        self.counts.pop()
        self.labels.pop()

    def visit_figure(self, figure):
        self.caption(f"Figure {Numbers.instance().next('figure')}: {figure.caption}")

    @abstractmethod
    def heading(self, line): ...

    @abstractmethod
    def caption(self, line): ...

    @abstractmethod
    def visit_paragraph(self, paragraph): ...

    @abstractmethod
    def visit_listing(self, listing): ...


class TextExporter(Exporter):
    """Lines for a terminal."""

    def heading(self, line):
        self.lines.append(line)

    def caption(self, line):
        self.lines.append(f"[{line}]")

    def visit_paragraph(self, paragraph):
        self.lines.append(paragraph.text)

    def visit_listing(self, listing):
        for line in listing.lines:
            self.lines.append("    " + line)


class HtmlExporter(Exporter):
    """Lines for a browser."""

    def heading(self, line):
        level = min(len(self.labels), 6)
        self.lines.append(f"<h{level}>{escape(line)}</h{level}>")

    def caption(self, line):
        self.lines.append(f"<figcaption>{escape(line)}</figcaption>")

    def visit_paragraph(self, paragraph):
        self.lines.append(f"<p>{escape(paragraph.text)}</p>")

    def visit_listing(self, listing):
        self.lines.append("<pre>")
        for line in listing.lines:
            self.lines.append(escape(line))
        self.lines.append("</pre>")


class ExporterFactory:
    """Makes the exporter for a form."""

    @staticmethod
    def create(form):
        if form == "text":
            return TextExporter()
        if form == "html":
            return HtmlExporter()
        raise ValueError(form)

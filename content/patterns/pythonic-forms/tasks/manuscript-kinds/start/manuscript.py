"""What the production office asks of a manuscript: its words, its outline."""

from abc import ABC, abstractmethod


class Visitor(ABC):
    """Something to be done with each kind of node."""

    @abstractmethod
    def visit_paragraph(self, paragraph): ...

    @abstractmethod
    def visit_figure(self, figure): ...

    @abstractmethod
    def visit_listing(self, listing): ...

    @abstractmethod
    def visit_section(self, section): ...

    @abstractmethod
    def visit_appendix(self, appendix): ...


class WordVisitor(Visitor):
    """Counts what has to be read; listings are not read."""

    def visit_paragraph(self, paragraph):
        return len(paragraph.text.split())

    def visit_figure(self, figure):
        return len(figure.caption.split())

    def visit_listing(self, listing):
        return 0

    def visit_section(self, section):
        return len(section.title.split()) + sum(part.accept(self) for part in section.parts)

    def visit_appendix(self, appendix):
        return self.visit_section(appendix)


class OutlineVisitor(Visitor):
    """Gathers headings with their level."""

    def __init__(self, level):
        self.level = level

    def visit_paragraph(self, paragraph):
        return []

    def visit_figure(self, figure):
        return []

    def visit_listing(self, listing):
        return []

    def visit_section(self, section):
        return [(self.level, section.title), *self.below(section)]

    def visit_appendix(self, appendix):
        return [(self.level, f"Appendix: {appendix.title}"), *self.below(appendix)]

    def below(self, section):
        inner = OutlineVisitor(self.level + 1)
        return [line for part in section.parts for line in part.accept(inner)]


def words(node):
    """The number of words to be read in a node."""
    return node.accept(WordVisitor())


def outline(node, level=0):
    """The headings in a node as (level, title), the node itself at `level`."""
    return node.accept(OutlineVisitor(level))

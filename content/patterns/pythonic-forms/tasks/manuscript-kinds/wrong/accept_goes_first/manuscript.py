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
        return len(section.title.split()) + sum(words(part) for part in section.parts)

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
        return [line for part in section.parts for line in outline(part, self.level + 1)]


class Question:
    """Asks the node's own `accept`, or those who have taught the class."""

    def __init__(self):
        self._answers = {}

    def register(self, kind, function=None):
        """Teach a class; without a function it is a decorator."""
        if function is None:
            return lambda function: self.register(kind, function)
        self._answers[kind] = function
        return function

    def ask(self, node, visitor, *rest):
        """The answer of the node or of the nearest class that was taught."""
        if hasattr(node, "accept"):
            return node.accept(visitor)
        for kind in type(node).__mro__:
            if kind in self._answers:
                return self._answers[kind](node, *rest)
        raise TypeError(f"nothing is known of the kind {type(node).__name__}")


WORDS = Question()
OUTLINE = Question()


def words(node):
    """The number of words to be read in a node."""
    return WORDS.ask(node, WordVisitor())


def outline(node, level=0):
    """The headings in a node as (level, title), the node itself at `level`."""
    return OUTLINE.ask(node, OutlineVisitor(level), level)


words.register = WORDS.register
outline.register = OUTLINE.register

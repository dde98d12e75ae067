"""What the production office asks of a manuscript: its words, its outline."""

from nodes import Appendix, Figure, Listing, Paragraph, Section


class Question:
    """Something that can be asked of a node, answered by class."""

    def __init__(self, answers):
        self._answers = answers

    def register(self, kind, function=None):
        """Teach a class; without a function it is a decorator."""
        if function is None:
            return lambda function: self.register(kind, function)
        self._answers[kind] = function
        return function

    def _find(self, kind):
        """The answer of a class, or of its bases, one after the other."""
        if kind in self._answers:
            return self._answers[kind]
        found = map(self._find, kind.__bases__)
        return next((answer for answer in found if answer is not None), None)

    def __call__(self, node, *rest, **named):
        answer = self._find(type(node))
        if answer is not None:
            return answer(node, *rest, **named)
        raise TypeError(f"nothing is known of the kind {type(node).__qualname__}")


def words_of_section(section):
    """The words of the heading and of all parts."""
    return len(section.title.split()) + sum(words(part) for part in section.parts)


def no_headings(node, level):
    """A node without headings."""
    return []


def headings(section, level, prefix=""):
    """The heading and those of all parts, one level deeper."""
    found = [(level, prefix + section.title)]
    for part in section.parts:
        found += outline(part, level + 1)
    return found


words = Question(
    {
        Paragraph: lambda paragraph: len(paragraph.text.split()),
        Figure: lambda figure: len(figure.caption.split()),
        Listing: lambda listing: 0,
        Section: words_of_section,
    }
)

by_level = Question(
    {
        Paragraph: no_headings,
        Figure: no_headings,
        Listing: no_headings,
        Section: headings,
        Appendix: lambda appendix, level: headings(appendix, level, "Appendix: "),
    }
)


def outline(node, level=0):
    """The headings in a node as (level, title), the node itself at `level`."""
    return by_level(node, level)


outline.register = by_level.register

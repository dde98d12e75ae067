"""What the production office asks of a manuscript: its words, its outline."""

from functools import singledispatch

from nodes import Appendix, Figure, Listing, Paragraph, Section


@singledispatch
def words(node):
    """The number of words to be read in a node."""
    raise TypeError(f"nobody has said how to count the words of a {type(node).__name__}")


@words.register
def _(paragraph: Paragraph):
    return len(paragraph.text.split())


@words.register
def _(figure: Figure):
    return len(figure.caption.split())


@words.register
def _(listing: Listing):
    return 0


@words.register
def _(section: Section):
    return len(section.title.split()) + sum(map(words, section.parts))


def outline(node, level=0):
    """The headings in a node as (level, title), the node itself at `level`."""
    return headings(node, level=level)


@singledispatch
def headings(node, level):
    """What `outline` asks each kind; the level is always handed on."""
    raise TypeError(f"nobody has said what the headings of a {type(node).__name__} are")


outline.register = headings.register


@headings.register(Paragraph)
@headings.register(Figure)
@headings.register(Listing)
def _(node, level):
    return []


@headings.register
def _(section: Section, level):
    return [(level, section.title), *below(section, level)]


@headings.register
def _(appendix: Appendix, level):
    return [(level, f"Appendix: {appendix.title}"), *below(appendix, level)]


def below(section, level):
    """The headings of all parts of a section."""
    return [line for part in section.parts for line in outline(part, level + 1)]

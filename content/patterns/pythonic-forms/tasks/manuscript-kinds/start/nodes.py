"""What a manuscript is made of. Other services read these classes as well."""

from dataclasses import dataclass, field


@dataclass
class Paragraph:
    """Running text."""

    text: str

    def accept(self, visitor):
        return visitor.visit_paragraph(self)


@dataclass
class Figure:
    """A picture with a caption."""

    caption: str

    def accept(self, visitor):
        return visitor.visit_figure(self)


@dataclass
class Listing:
    """Lines of a program."""

    lines: list[str]

    def accept(self, visitor):
        return visitor.visit_listing(self)


@dataclass
class Section:
    """A heading and what stands under it."""

    title: str
    parts: list = field(default_factory=list)

    def accept(self, visitor):
        return visitor.visit_section(self)


class Appendix(Section):
    """A section behind the end; its outline says so."""

    def accept(self, visitor):
        return visitor.visit_appendix(self)

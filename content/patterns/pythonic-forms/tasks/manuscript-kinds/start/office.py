"""A manuscript on the desk, with a poem in it: python office.py"""

from dataclasses import dataclass

from manuscript import outline, words
from nodes import Appendix, Figure, Paragraph, Section


@dataclass
class Poem:
    """Of the poetry series. It has never heard of visitors."""

    title: str
    verses: list[str]


def main():
    book = Section(
        "Harbours",
        [Section("Ropes", [Paragraph("A rope is laid."), Figure("Three strands")]), Appendix("Knots")],
    )
    print(words(book), "words")
    for level, title in outline(book):
        print("  " * level + title)

    words.register(Poem, lambda poem: sum(len(verse.split()) for verse in poem.verses))
    book.parts.append(Poem("Ebb", ["The rope lies slack,", "the tide has gone."]))
    print(words(book), "words with the poem")


if __name__ == "__main__":
    main()

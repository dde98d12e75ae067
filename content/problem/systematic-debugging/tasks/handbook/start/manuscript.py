"""Reads manuscripts: what each line of text asks for.

    # Brakes                  a chapter
    .begin box Before use     a block of a kind, with a title if the kind has one
    .end                      the end of the innermost block
    - loosen the bolt         an item
    anything else             a paragraph; {text} in it is a note
"""

from typing import NamedTuple


class Asked(NamedTuple):
    """`what` is chapter, begin, end, item, text or nothing."""

    what: str
    kind: str = ""
    text: str = ""


def read(line):
    """Say what one line asks for."""
    line = line.strip()
    if not line:
        return Asked("nothing")
    if line.startswith("# "):
        return Asked("chapter", text=line[2:].strip())
    if line == ".end":
        return Asked("end")
    if line.startswith(".begin "):
        kind, _, title = line[len(".begin ") :].strip().partition(" ")
        return Asked("begin", kind, title.strip())
    if line.startswith("- "):
        return Asked("item", text=line[2:].strip())
    return Asked("text", text=line)

"""Makes the index of a manuscript: python index.py [file], without a name the handbook.

    == 212 ==              page 212 begins
    .skip                  what follows is not printed ...
    .endskip               ... up to here
    [[torque]]             a term for the index
    [[force|torque]]       a reference: whoever looks for force is sent to torque
"""

import re
import sys
from pathlib import Path

from chapters import chapter

PAGE = re.compile(r"== (\d+) ==")
TERM = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")


class BadReference(ValueError):
    """A reference to a term that the manuscript does not have."""


def index_of(lines):
    """Give the lines of the index."""
    pages, references, known = {}, {}, set()
    page, skipping = 1, False
    for line in lines:
        mark = PAGE.fullmatch(line.strip())
        if mark:
            page = int(mark[1])
        elif line.strip() == ".skip":
            skipping = True
        elif line.strip() == ".endskip":
            skipping = False
        else:
            for term, other in TERM.findall(line):
                if other:
                    references[term] = other
                    continue
                known.add(term)
                if not skipping:
                    pages.setdefault(term, []).append(page)
    for term, other in references.items():
        if other not in known:
            raise BadReference(f"{term} refers to {other}, which is no term")
    return [*entries(pages), *sent_on(references, pages)]


def entries(pages):
    """A line for each term, with its chapters and pages."""
    lines = []
    for term in sorted(pages):
        places = [f"{chapter(page)} {page}" for page in pages[term]]
        lines.append(f"{term}: {', '.join(places)}")
    return lines


def sent_on(references, pages):
    """A line for each reference, with the first page of the term that it refers to."""
    return [
        f"{term}: see {references[term]} ({pages[references[term]][0]})" for term in sorted(references)
    ]


def main():
    name = sys.argv[1] if len(sys.argv) > 1 else "handbook.txt"
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    print(f"{name}: {len(lines)} lines")
    print(*index_of(lines), sep="\n")


if __name__ == "__main__":
    main()

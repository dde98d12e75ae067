"""The smallest manuscript, against a model of today's index program."""

import re

from piton import check, require

from probe import smallest

SKILL = "problem/systematic-debugging"
MOST = 6
CHAPTERS = 5
PAGE = re.compile(r"== (\d+) ==")
TERM = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")


def failure(lines):
    """How today's program fails on a manuscript, or None."""
    printed, skipped, references = {}, set(), {}
    page, skipping = 1, False
    for line in lines:
        bare = line.strip()
        mark = PAGE.fullmatch(bare)
        if mark:
            page = int(mark[1])
        elif bare in (".skip", ".endskip"):
            skipping = bare == ".skip"
        else:
            for term, other in TERM.findall(line):
                if other:
                    references[term] = other
                elif skipping:
                    skipped.add(term)
                else:
                    printed.setdefault(term, []).append(page)
    if any(other not in printed and other not in skipped for other in references.values()):
        return "BadReference"
    if any(page // 100 >= CHAPTERS for pages in printed.values() for page in pages):
        return "KeyError of a number"
    if any(other not in printed for other in references.values()):
        return "reported"
    return None


@check(
    "smallest.txt fails as the handbook does",
    skill=SKILL,
    advice="Halve the handbook and compare the whole failure: its kind, its words, its function. "
    "If neither half fails, something is needed from each.",
)
def smallest_fails():
    lines = smallest()
    require(len(lines) <= MOST, f"smallest.txt has {len(lines)} lines; the ticket wants at most {MOST}")
    found = failure(lines)
    require(found is not None, "Today's program does not fail on smallest.txt")
    require(
        found != "BadReference",
        "On smallest.txt the program tells of the reference in decent words: a BadReference. "
        "The handbook's term is somewhere in the handbook",
    )
    require(
        found == "reported",
        "On smallest.txt the program fails with a KeyError for a number, in `chapter`. That is last "
        "year's story",
    )


@check(
    "no line of smallest.txt can be left out",
    skill=SKILL,
    advice="Leave out one line after the other, also those that look as if they belonged together.",
    needs=["smallest_fails"],
)
def smallest_is_minimal():
    lines = smallest()
    for at in range(len(lines)):
        require(
            failure([*lines[:at], *lines[at + 1 :]]) != "reported",
            f"Line {at + 1} of smallest.txt can be left out, and it still fails in the same way",
        )

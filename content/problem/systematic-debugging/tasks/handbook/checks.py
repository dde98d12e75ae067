"""Manuscripts drawn by seed, against pages written from the rules; and the smallest one."""

from piton import cases, check, require

from probe import lines_of_smallest, loads, page, pages_in_turn

SKILL = "problem/systematic-debugging"
KINDS = ["quote", "steps", "box"]
FIRST = {"quote": "<blockquote>", "steps": "<section>", "box": "<aside title='{}'>"}
LAST = {"quote": "</blockquote>", "steps": "</section>", "box": "</aside><!-- {} -->"}
TITLES = ["Tools", "Warning", "Good to know"]
CHAPTERS = ["Brakes", "Gears", "Winter"]
TEXTS = ["Grease the chain", "Ask the dealer", "Turn it by hand"]
NOTES = ["part 4411", "see the table", "only with gloves"]


# A manuscript is a list of lines. The page, from the rules of the ticket:


def written(lines):
    out, open_blocks, notes = [], [], []

    def write(line):
        out.append("  " * len(open_blocks) + line)

    def end():
        kind, title, _ = open_blocks.pop()
        write(LAST[kind].format(title))

    def end_chapter():
        while open_blocks:
            end()
        for number, note in enumerate(notes, 1):
            write(f"<small>[{number}] {note}</small>")
        notes.clear()

    def numbered(text):
        before, brace, rest = text.partition("{")
        if not brace:
            return text
        note, _, after = rest.partition("}")
        notes.append(note)
        number = len(notes)
        return f"{before}[{number}]" + numbered(after)

    for line in lines:
        if line.startswith("# "):
            end_chapter()
            write(f"<h1>{line[2:]}</h1>")
        elif line == ".end":
            end()
        elif line.startswith(".begin "):
            kind, _, title = line[7:].partition(" ")
            write(FIRST[kind].format(title))
            open_blocks.append([kind, title, 0])
        elif line.startswith("- "):
            if open_blocks and open_blocks[-1][0] == "steps":
                open_blocks[-1][2] += 1
                number = open_blocks[-1][2]
                write(f"<p>{number}. {numbered(line[2:])}</p>")
            else:
                write(f"<p>&bull; {numbered(line[2:])}</p>")
        elif line:
            write(f"<p>{numbered(line)}</p>")
    end_chapter()
    return out


def good(lines, notes=True):
    """Whether every line is one that we draw, and no `.end` is too many."""
    depth = 0
    for line in lines:
        if type(line) is not str:
            return False
        if line.startswith("# "):
            if line[2:] not in CHAPTERS:
                return False
            depth = 0
        elif line == ".end":
            depth -= 1
        elif line.startswith(".begin "):
            kind, _, title = line[7:].partition(" ")
            if kind not in KINDS or (title not in TITLES if kind == "box" else title):
                return False
            depth += 1
        elif line:
            text, brace, rest = line.removeprefix("- ").partition(" {")
            if text not in TEXTS or (brace and not (notes and rest in [f"{n}}}" for n in NOTES])):
                return False
        if depth < 0:
            return False
    return type(lines) is list


def nesting(lines):
    """The kinds of the blocks that are open at each `.begin`, the new one last."""
    found, open_kinds = [], []
    for line in lines:
        if line.startswith("# "):
            open_kinds = []
        elif line == ".end":
            open_kinds = open_kinds[:-1]
        elif line.startswith(".begin "):
            open_kinds = [*open_kinds, line[7:].partition(" ")[0]]
            found.append(open_kinds)
    return found


def same_inside(lines):
    return any(kinds[-1] in kinds[:-1] for kinds in nesting(lines))


# Drawing.


def say(rng, notes=0.0):
    item = "- " if rng.random() < 0.5 else ""
    note = f" {{{rng.choice(NOTES)}}}" if rng.random() < notes else ""
    return item + rng.choice(TEXTS) + note


def draw_block(rng, kinds, depth, fresh, notes=0.0):
    """One block; with `fresh` no kind stands in itself."""
    kind = rng.choice(kinds)
    title = f" {rng.choice(TITLES)}" if kind == "box" else ""
    inner = [one for one in kinds if one != kind] if fresh else kinds
    lines = [f".begin {kind}{title}"]
    for _ in range(rng.randint(0, 3)):
        if depth and inner and rng.random() < 0.5:
            lines += draw_block(rng, inner, depth - 1, fresh, notes)
        else:
            lines.append(say(rng, notes))
    if not (rng.random() < 0.2 and lines[-1] != ".end"):
        lines.append(".end")
    else:
        # It is left open, so nothing else may follow it in a block around it.
        lines.append("# " + rng.choice(CHAPTERS))
    return lines


def tidy(lines):
    """Leave out each `.end` that has lost its block to a new chapter."""
    kept, depth = [], 0
    for line in lines:
        if line.startswith("# "):
            depth = 0
        depth += line.startswith(".begin ")
        if line == ".end":
            if not depth:
                continue
            depth -= 1
        kept.append(line)
    return kept


def draw(rng, kinds, fresh, notes=0.0, blocks=3):
    lines = []
    for _ in range(rng.randint(1, blocks)):
        if rng.random() < 0.3:
            lines.append("# " + rng.choice(CHAPTERS))
        if rng.random() < 0.4:
            lines.append(say(rng, notes))
        lines += draw_block(rng, kinds, 3, fresh, notes)
        if rng.random() < 0.3:
            lines += ["", say(rng, notes)]
    lines = tidy(lines)
    while rng.random() < 0.3 and lines and lines[-1] == ".end":
        lines.pop()
    return lines


def plain(rng):
    if rng.random() < 0.1:
        return ([],)
    return (draw(rng, KINDS, True, notes=0.5),)


TWO_CHAPTERS = ["# Brakes", "Ask the dealer {part 4411}", "# Gears", "Ask the dealer {see the table}"]


@check(
    "a manuscript with no block in one of its own kind becomes the right page",
    skill=SKILL,
    advice="This worked before: compare what you have changed with the folder as it was.",
)
def plain_pages():
    def valid(lines):
        return good(lines) and not same_inside(lines)

    for (lines,) in cases(plain, n=40, valid=valid, examples=[(TWO_CHAPTERS,), ([],)]):
        assert page(lines) == written(lines), "The page of a plain manuscript is not right"


def quotes(rng):
    """Longer than the ticket wants it, so that what is shown is not yet the smallest one."""
    lines = []
    while not same_inside(lines) or not only_quotes_inside(lines) or not 9 <= len(lines) <= 13:
        lines = draw(rng, ["quote", "quote", "box"], False)
    return (lines,)


def only_quotes_inside(lines):
    """Whether quotes alone stand in themselves."""
    return all(kinds[-1] == "quote" or kinds[-1] not in kinds[:-1] for kinds in nesting(lines))


@check(
    "a quote may stand in a quote, however far in",
    skill=SKILL,
    advice="Make the manuscript smaller until every line counts. What do its lines have in common, "
    "and who makes the object without a sink?",
)
def same_kind_inside():
    def never_smaller(lines):
        return False

    for (lines,) in cases(quotes, n=20, valid=never_smaller):
        got = page(lines)
        assert got == written(lines), "A block in a block of its own kind does not come out right"


def own_things(rng):
    lines = draw(rng, ["steps", "box"], False)
    while not same_inside(lines):
        lines = draw(rng, ["steps", "box"], False)
    return (lines,)


@check(
    "each block has its own title and its own numbers",
    skill=SKILL,
    advice="The message is gone. What else did the two blocks share, beside the sink?",
    needs=["same_kind_inside"],
)
def own_numbers_and_titles():
    def valid(lines):
        return good(lines, notes=False) and same_inside(lines)

    ask = "Ask the dealer"
    examples = [
        ([".begin steps", f"- {ask}", ".begin steps", f"- {ask}", ".end", f"- {ask}", ".end"],),
        ([".begin box Tools", ".begin box Warning", ".end", ".end"],),
    ]
    for (lines,) in cases(own_things, n=30, valid=valid, examples=examples):
        got = page(lines)
        assert got == written(lines), "A block in a block has not its own numbers or title"


def two_windows(rng, notes=0.0):
    manuscripts = [draw(rng, KINDS, True, notes, blocks=2) for _ in range(rng.choice([2, 2, 3]))]
    turns = [at for at, lines in enumerate(manuscripts) for _ in lines]
    rng.shuffle(turns)
    return manuscripts, turns


def good_windows(manuscripts, turns, notes):
    return (
        type(manuscripts) is list
        and len(manuscripts) >= 2
        and all(good(lines, notes) and not same_inside(lines) for lines in manuscripts)
        and sorted(turns) == [at for at, lines in enumerate(manuscripts) for _ in lines]
    )


@check(
    "pages that are written side by side are right",
    skill=SKILL,
    advice="Two windows may be equally deep in blocks of one kind. What do they share?",
    needs=["same_kind_inside"],
)
def windows_side_by_side():
    def valid(manuscripts, turns):
        return good_windows(manuscripts, turns, notes=False)

    examples = [([[".begin quote"], [".begin quote"]], [0, 1])]
    for manuscripts, turns in cases(two_windows, n=30, valid=valid, examples=examples):
        got = pages_in_turn(manuscripts, turns, [])
        for lines, found in zip(manuscripts, got):
            assert found == written(lines), "A page that was written beside another is not right"


def windows_with_notes(rng):
    manuscripts, turns = two_windows(rng, notes=0.8)
    manuscripts = [without_blocks(lines) for lines in manuscripts]
    turns = [at for at, lines in enumerate(manuscripts) for _ in lines]
    rng.shuffle(turns)
    thrown_away = [0] if rng.random() < 0.4 else []
    return manuscripts, turns, thrown_away


def without_blocks(lines):
    return [line for line in lines if not line.startswith(".")]


@check(
    "notes stay in their window, also when another one is thrown away",
    skill=SKILL,
    advice="Juno's second remark is no other story. Which objects are made once, when the service "
    "starts, and hold what belongs to one page?",
    needs=["plain_pages"],
)
def notes_of_each_window():
    def valid(manuscripts, turns, thrown_away):
        return (
            good_windows(manuscripts, turns, notes=True)
            and all(without_blocks(lines) == lines for lines in manuscripts)
            and thrown_away in ([], [0])
        )

    one, other = ["Ask the dealer {part 4411}"], ["Grease the chain {only with gloves}"]
    examples = [([one, other], [0, 1], [0]), ([one, other], [1, 0], [])]
    for manuscripts, turns, thrown_away in cases(
        windows_with_notes, n=30, valid=valid, examples=examples
    ):
        got = pages_in_turn(manuscripts, turns, thrown_away)
        for at, (lines, found) in enumerate(zip(manuscripts, got)):
            if at not in thrown_away:
                assert found == written(lines), "A page does not have its own notes and no others"


def some_manuscripts(rng):
    return ([draw(rng, KINDS, True) for _ in range(rng.randint(1, 3))],)


@check(
    "a template is loaded at most once for each kind",
    skill=SKILL,
    advice="There was a reason to keep something for the life of the service. What of it never "
    "changes, and may be shared?",
)
def templates_once():
    def valid(manuscripts):
        return type(manuscripts) is list and all(
            good(lines, notes=False) and not same_inside(lines) for lines in manuscripts
        )

    examples = [([[".begin quote", ".end", ".begin quote"]],), ([[".begin box Tools"]] * 2,)]
    for (manuscripts,) in cases(some_manuscripts, n=20, valid=valid, examples=examples):
        got = loads(manuscripts)
        doubled = sorted({kind for kind in got if got.count(kind) > 1})
        require(not doubled, f"A template was loaded more than once: {', '.join(doubled)}")


# The smallest manuscript, on today's converter.


def failure(lines):
    """How today's converter fails: function and message, or None.

    A block is made once for each kind, and has a sink from its `.begin` to the next end of one.
    """
    has_sink, open_kinds = {}, []

    def innermost(call):
        return None if has_sink[open_kinds[-1]] else (call, "close" if call == "close" else "write")

    def end():
        found = innermost("close")
        has_sink[open_kinds.pop()] = False
        return found

    for line in (*(line.strip() for line in lines), None):
        found = None
        if line is None or line.startswith("# "):
            while open_kinds and not found:
                found = end()
        elif line == ".end":
            found = end() if open_kinds else ("feed", "close")
        elif line.startswith(".begin "):
            kind = line[7:].strip().partition(" ")[0]
            if kind not in KINDS:
                return ("block", "KeyError")
            has_sink[kind] = True
            open_kinds.append(kind)
        elif line and open_kinds:
            found = innermost("item" if line.startswith("- ") else "text")
        if found:
            return found
    return None


REPORTED = ("close", "close")


@check(
    "smallest.txt fails as the handbook does",
    skill=SKILL,
    advice="Halve the handbook. Does the first half fail with the same message in the same function? "
    "A manuscript that fails in another way tells of another fault.",
)
def smallest_fails():
    lines = lines_of_smallest()
    require(len(lines) <= 8, f"smallest.txt has {len(lines)} lines; the ticket wants at most 8")
    found = failure(lines)
    require(found is not None, "Today's converter does not fail on smallest.txt")
    require(
        found[1] != "KeyError",
        "On smallest.txt today's converter fails with a KeyError: there is no such kind",
    )
    require(
        found[1] == REPORTED[1],
        "On smallest.txt today's converter fails with another message: no attribute 'write'",
    )
    require(
        found == REPORTED,
        "On smallest.txt today's converter fails with the same words in another function: "
        "`feed` in `converter.py`. That is the fault with a ticket of its own",
    )


@check(
    "no line of smallest.txt can be left out",
    skill=SKILL,
    advice="Leave out one line after the other, also those that look as if they belonged together.",
    needs=["smallest_fails"],
)
def smallest_is_minimal():
    lines = lines_of_smallest()
    for at in range(len(lines)):
        require(
            failure([*lines[:at], *lines[at + 1 :]]) != REPORTED,
            f"Line {at + 1} of smallest.txt can be left out, and it still fails in the same way",
        )

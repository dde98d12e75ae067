"""What a learner wrote as plain text, read in J: bounded, line by line, with sentences for slips."""

from piton_harness.outcome import AuthorFault, Unmet

MAX_BYTES = 64 << 10
MAX_LINES = 1_000
MAX_LINE = 1_000


class Line:
    """A line of a learner's file; `number` counts from 1."""

    def __init__(self, file, number, text):
        self.file = file
        self.number = number
        self.text = text

    @property
    def shown(self):
        """Returns the line as verdicts show it."""
        text = self.text if len(self.text) <= 200 else self.text[:200] + " …"
        return {"file": self.file, "line": self.number, "function": "", "text": text}

    def unmet(self, says, **more):
        """Makes the failure that points at this line."""
        return unmet(f"Line {self.number} of {self.file}: {says}", [self], **more)


def unmet(says, lines=(), advice=None, **values):
    """Makes a failure that stands as it is: nothing has to be run again to confirm it."""
    error = Unmet(says, place="library", advice=advice, **values)
    error.programs = []
    error.lines = [line.shown for line in list(lines)[:12]]
    return error


def read(session, file):
    """Returns a file of the learner's as text, or raises what keeps it from being read."""
    source = session.submitted(file)
    if source is None:
        raise unmet(f"The file {file} is missing.")
    if len(source) > MAX_BYTES:
        raise unmet(f"The file {file} is larger than {MAX_BYTES >> 10} KiB; nobody reads that much.")
    if "\0" in source:
        raise unmet(f"The file {file} holds a zero byte, so it is no text file.")
    return source.removeprefix("\ufeff")


def lines(session, file, comment="#"):
    """Returns the lines that say something: no blank ones and no comments."""
    found = []
    # `splitlines` also splits at characters that no editor takes for the end of a line.
    raw = read(session, file).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(raw) > MAX_LINES:
        raise unmet(f"The file {file} has {len(raw)} lines; at most {MAX_LINES} are read.")
    for number, text in enumerate(raw, 1):
        if not text.strip() or text.lstrip().startswith(comment):
            continue
        line = Line(file, number, text)
        if len(text) > MAX_LINE:
            raise line.unmet(f"it is longer than {MAX_LINE} characters.")
        found.append(line)
    return found


def places(source, quote, file):
    """Returns the first and last line at which an author's quotation stands, from 1."""
    if not quote.strip():
        raise AuthorFault(f"a quotation from {file} is empty")
    wanted = [line.strip() for line in quote.strip().splitlines()]
    have = [line.strip() for line in source.split("\n")]
    found = []
    for at in range(len(have) - len(wanted) + 1):
        window = have[at : at + len(wanted)]
        if len(wanted) == 1 and wanted[0] in window[0] or window == wanted:
            found.append((at + 1, at + len(wanted)))
    if len(found) != 1:
        times = "nowhere" if not found else f"{len(found)} times"
        raise AuthorFault(f"the quotation {quote.strip()!r} stands {times} in {file}, not once")
    return found[0]


def number(count, one, many=None):
    """Writes a count with its noun."""
    words = "no one two three four five six seven eight nine ten".split()
    word = words[count] if count < len(words) else str(count)
    return f"{word} {one if count == 1 else many or one + 's'}"


def listed(parts):
    """Joins parts as a sentence lists them."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

"""Notes: numbered in the text, printed at the end of the chapter."""

import re

NOTE = re.compile(r"\{([^{}]*)\}")


def taken_from(text, waiting):
    """Put a number in place of each note, and add the note to those that are waiting."""

    def number(match):
        waiting.append(match[1])
        return f"[{len(waiting)}]"

    return NOTE.sub(number, text)


def printed(waiting):
    return [f"<small>[{n}] {note}</small>" for n, note in enumerate(waiting, 1)]

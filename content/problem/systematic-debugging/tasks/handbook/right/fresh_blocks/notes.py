"""Notes: numbered in the text, printed at the end of the chapter."""

import re

NOTE = re.compile(r"\{([^{}]*)\}")


class Notes:
    def __init__(self):
        self._waiting = []

    def taken_from(self, text):
        """Put a number in place of each note, and keep the note."""
        return NOTE.sub(self._number, text)

    def _number(self, match):
        self._waiting.append(match[1])
        return f"[{len(self._waiting)}]"

    def handed_out(self):
        """Give the notes that are waiting; the next chapter begins with 1."""
        lines = [f"<small>[{n}] {note}</small>" for n, note in enumerate(self._waiting, 1)]
        self._waiting.clear()
        return lines

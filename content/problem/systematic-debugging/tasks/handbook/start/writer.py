"""Collects the lines of a page, each as deep as the blocks around it."""


class Writer:
    def __init__(self):
        self.lines = []
        self._depth = 0

    def write(self, line):
        self.lines.append("  " * self._depth + line)

    def open(self, line):
        """Write a line that opens something."""
        self.write(line)
        self._depth += 1

    def close(self, line):
        """Write a line that closes what was opened last."""
        self._depth -= 1
        self.write(line)

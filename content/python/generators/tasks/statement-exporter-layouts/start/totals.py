"""What stands at the end of a file."""


class Totals:
    """Counts rows and adds up their cents."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.rows = 0
        self.cents = 0

    def add(self, row):
        self.rows += 1
        self.cents += row.cents

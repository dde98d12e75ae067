"""Levels of a mixing desk for the length of a with block."""


class Preset:
    """Levels that can be set for a while, again and again."""

    def __init__(self, desk, levels):
        self.desk = desk
        self.levels = list(levels.items())
        self.blocks = []

    def __enter__(self):
        old = self.desk.levels()
        changed = [(channel, old.get(channel)) for channel, _ in self.levels]
        try:
            for channel, level in self.levels:
                self.desk.set(channel, level)
        except BaseException:
            self.put_back(changed)
            raise
        self.blocks.append(changed)

    def __exit__(self, kind, error, trace):
        self.put_back(self.blocks.pop())

    def put_back(self, changed):
        """Puts back one channel, and all others whether or not that works."""
        if not changed:
            return
        *others, (channel, level) = changed
        try:
            if level is None:
                self.desk.off(channel)
            else:
                self.desk.set(channel, level)
        finally:
            self.put_back(others)


def preset(desk, levels):
    """Set `levels` on the desk, and put the old ones back at the end of the block."""
    return Preset(desk, levels)

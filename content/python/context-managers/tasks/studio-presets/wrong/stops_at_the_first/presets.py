"""Levels of a mixing desk for the length of a with block."""

class preset:
    """Set `levels` on the desk, and put the old ones back at the end of the block."""

    def __init__(self, desk, levels):
        self._desk = desk
        self._levels = dict(levels)
        self._open = []

    def __enter__(self):
        before = self._desk.levels()
        done = {}
        try:
            for channel, level in self._levels.items():
                self._desk.set(channel, level)
                done[channel] = before.get(channel)
        except BaseException:
            self._put_back(done)
            raise
        self._open.append(done)

    def __exit__(self, *error):
        self._put_back(self._open.pop())

    def _put_back(self, levels):
        for channel, level in levels.items():
            if level is None:
                self._desk.off(channel)
            else:
                self._desk.set(channel, level)

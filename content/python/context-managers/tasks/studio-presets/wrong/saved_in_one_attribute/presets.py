"""Levels of a mixing desk for the length of a with block."""

from contextlib import ExitStack


class preset:
    """Set `levels` on the desk, and put the old ones back at the end of the block."""

    def __init__(self, desk, levels):
        self._desk = desk
        self._levels = dict(levels)
        self._undo = ExitStack()

    def __enter__(self):
        before = self._desk.levels()
        with ExitStack() as undo:
            for channel, level in self._levels.items():
                self._desk.set(channel, level)
                if channel in before:
                    undo.callback(self._desk.set, channel, before[channel])
                else:
                    undo.callback(self._desk.off, channel)
            self._undo = undo.pop_all()

    def __exit__(self, *error):
        return self._undo.__exit__(*error)

"""Levels of a mixing desk for the length of a with block."""

from contextlib import ExitStack


class preset:
    """Set `levels` on the desk, and put the old ones back at the end of the block."""

    def __init__(self, desk, levels):
        self._desk = desk
        self._levels = dict(levels)
        self._open = []

    def __enter__(self):
        before = self._desk.levels()
        with ExitStack() as undo:
            for channel, level in self._levels.items():
                self._desk.set(channel, level)
                undo.callback(self._put_back, channel, before.get(channel))
            self._open.append(undo.pop_all())

    def _put_back(self, channel, level):
        if level:
            self._desk.set(channel, level)
        else:
            self._desk.off(channel)

    def __exit__(self, *error):
        return self._open.pop().__exit__(*error)
